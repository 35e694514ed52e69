package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Agents;
import dev.trestle.wire.Feeds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What whoever follows {@code workspace/ID/agents} hears of the list of sessions. */
class SessionNewsTest {

    @RegisterExtension
    private final AgentNode node = new AgentNode("agent.limits.gatherMs", "0");

    private void follow() {
        node.call(Feeds.AGENT, new Feeds.Follow("agents", 60_000));
    }

    private List<Told> news() {
        return node.told(event -> event.text("topic").equals("workspace/demo/agents"));
    }

    private void untilClosed(String session) {
        node.until(() -> news().stream().anyMatch(event -> event.is("closed") && isOf(event, session)));
    }

    private static boolean isOf(Told event, String session) {
        return event.data().getJsonObject("data").getString("session").equals(session);
    }

    private List<String> told(String session) {
        return news().stream()
                .filter(event -> !event.is("overflow") && isOf(event, session))
                .map(Told::event)
                .toList();
    }

    @Test
    void aSessionIsOpenedChangedAndClosed() {
        // Given
        follow();
        assertThat(news()).extracting(Told::event).containsExactly("overflow");
        // When
        var session = node.start("demo");
        node.until(() -> told(session).contains("opened"));
        node.prompt(session, "write permitted.txt hello");
        node.until(() -> told(session).contains("changed"));
        node.call(Agents.STOP, new Agents.Stop(session));
        untilClosed(session);
        // Then
        assertThat(told(session)).startsWith("opened", "changed").endsWith("closed");
        var last = news().get(news().size() - 1).data().getJsonObject("data");
        assertThat(last.getString("agent")).isEqualTo("demo");
        assertThat(last.getString("principal")).isEqualTo("test");
        assertThat(last.getString("state")).isEqualTo("stopped");
    }

    @Test
    void aSessionThatIsOverAtOnceIsToldToo() {
        // Given
        follow();
        // When
        var session = node.start("demo");
        node.call(Agents.STOP, new Agents.Stop(session));
        // Then
        untilClosed(session);
        assertThat(told(session)).containsExactly("opened", "closed");
    }

    @Test
    void whatWasOverBeforeAnybodyFollowedIsNotTold() {
        // Given
        var before = node.start("demo");
        node.call(Agents.STOP, new Agents.Stop(before));
        follow();
        // When
        var session = node.start("demo");
        node.call(Agents.STOP, new Agents.Stop(session));
        untilClosed(session);
        // Then
        assertThat(told(before)).isEmpty();
    }
}
