package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Publications;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Feeds;
import dev.trestle.wire.Pty;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What whoever follows {@code workspace/ID/terminals} hears of the list of terminals. */
class PtyListNewsTest {

    @RegisterExtension
    final PtyNode node = new PtyNode();

    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile int refused;

    @BeforeEach
    void publish() {
        PtyNode.await(Publications.serve(node.node(), publication -> {
            if (away) {
                refused++;
                return Future.failedFuture(new Failure(ErrorCode.UNAVAILABLE, "away"));
            }
            assertThat(publication.topic()).isEqualTo("workspace/demo/terminals");
            new JsonArray(publication.data()).forEach(event -> events.add((JsonObject) event));
            return Future.succeededFuture(new Position("e", events.size()));
        }));
    }

    private void follow(long lease) {
        node.call(Feeds.PTY, new Feeds.Follow("terminals", lease));
    }

    private List<String> names() {
        return events.stream().map(event -> event.getString("event")).toList();
    }

    private JsonObject data(int number) {
        return events.get(number).getJsonObject("data");
    }

    @Test
    void theListIsTrueFromWhatIsTold() {
        // Given
        follow(60_000);
        assertThat(names()).containsExactly("overflow");
        // When
        var first = node.open("cat");
        Wait.until("opened", () -> events.size() == 2);
        var second = node.attach(first.terminal(), null);
        Wait.until("attached", () -> events.size() == 3);
        node.call(Pty.RESIZE, new Pty.Resize(first.terminal(), 100, 40), first.address());
        Wait.until("resized", () -> events.size() == 4);
        second.leaves();
        Wait.until("detached", () -> events.size() == 5);
        node.type(first.terminal(), "\u0004");
        Wait.until("exited", () -> names().contains("exited"));
        node.call(Pty.CLOSE, new Pty.Close(first.terminal()));
        // Then
        Wait.until("closed", () -> names().contains("closed"));
        assertThat(names())
                .containsSubsequence("overflow", "opened", "attached", "resized", "detached", "exited", "closed");
        assertThat(data(1).getString("terminal")).isEqualTo(first.terminal());
        assertThat(data(1).getString("name")).isEqualTo("cat");
        assertThat(data(2).getInteger("attached")).isEqualTo(2);
        assertThat(data(3).getInteger("cols")).isEqualTo(100);
    }

    @Test
    void whoeverComesBackAfterNobodyHasFollowedIsToldToListAgain() {
        // Given
        follow(1);
        // Then
        Wait.until("it ended and began again", () -> {
            follow(1);
            return overflows() > 1;
        });
        assertThat(names()).containsOnly("overflow");
    }

    @Test
    void whatCouldNotBeToldIsAnOverflowOnceItCan() {
        // Given
        follow(60_000);
        away = true;
        node.open("cat");
        Wait.until("refused", () -> refused > 0);
        // When
        away = false;
        // Then
        Wait.until("told", () -> overflows() == 2);
        assertThat(names()).containsOnly("overflow");
    }

    private long overflows() {
        return names().stream().filter("overflow"::equals).count();
    }
}
