package dev.trestle.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {

    @ParameterizedTest
    @CsvSource({
        "workspace/demo/files, demo, true",
        "workspace/demo/git, demo, true",
        "workspace/demo/search, demo, true",
        "workspace/demo/terminals, demo, true",
        "workspace/demo/agents, demo, true",
        "workspace/My.demo_1/diagnostics, My.demo_1, false",
        "workspace/demo/validation, demo, false",
        "workspace/demo/ai-response, demo, false",
        "agent/s-1, , true",
        "circle/red, , false",
        "topic/builds, , false",
        "topic/a/b:c/d.e, , false"
    })
    void aNameSaysWhoseItIsAndWhoFeedsIt(String text, String workspace, boolean fed) {
        assertThat(TopicName.of(text)).isEqualTo(new TopicName(text, workspace, fed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "topic",
                "topic/",
                "/topic/a",
                "topic//a",
                "topic/a/",
                "topic/a b",
                "topic/ä",
                "topic/*",
                "topic/a\n",
                "topic/..",
                "topic/./a",
                "workspace/demo",
                "workspace/demo/nothing",
                "workspace/demo/files/a",
                "circle/a/b",
                "agent/a/b",
                "elsewhere/a",
                "__vertx/a"
            })
    void whatIsNoTopicIsRefusedByName(String text) {
        assertThatThrownBy(() -> TopicName.of(text))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("topic must ")
                .extracting(refused -> ((Failure) refused).code())
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void aNameHasALength() {
        // Given
        var longest = "topic/" + "a".repeat(TopicName.LONGEST - 6);
        // Then
        assertThat(TopicName.of(longest).text()).isEqualTo(longest);
        assertThatThrownBy(() -> TopicName.of(longest + "a")).hasMessageContaining("at most 200 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"changed", "agent_message", "permission.resolved", "a:b-c", "1"})
    void anEventHasAName(String event) {
        TopicName.checkEvent(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "a b", "a/b", "ä", "presence.joined", "presence.x"})
    void whatIsNoNameOfAnEventIsRefused(String event) {
        assertThatThrownBy(() -> TopicName.checkEvent(event))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("event must ");
    }
}
