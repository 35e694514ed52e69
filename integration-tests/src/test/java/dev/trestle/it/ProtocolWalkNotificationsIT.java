package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §2: what is sent without expecting an answer, and gets none. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkNotificationsIT {

    @ParameterizedTest
    @ValueSource(strings = {"", "\"id\":null,"})
    void aRequestWithoutAnIdIsExecutedAndAnswersNothing(String id, Desk desk) throws IOException {
        // Given
        desk.put("a.txt", "before");
        // When
        desk.client()
                .send("{\"jsonrpc\":\"2.0\"," + id + "\"method\":\"fs.write\",\"params\":"
                        + object("path", desk.at("a.txt"), "content", "after") + "}");
        // Then
        assertThat(desk.client()
                        .call("fs.read", "path", desk.at("a.txt"))
                        .get("content")
                        .asText())
                .isEqualTo("after");
        assertThat(desk.client().unexpected()).isEmpty();
        assertThat(desk.text("a.txt")).isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fs.read", "no.such", "session.cancel"})
    void aNotificationThatFailsAnswersNothingEither(String method, Desk desk) {
        // When
        desk.client().send("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}");
        // Then
        assertThat(desk.client().call("session.ping").has("time")).isTrue();
        assertThat(desk.client().unexpected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":\"nobody-asked\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"x\"}}"
            })
    void anAnswerToNoRequestIsIgnored(String text, Desk desk) {
        // When
        desk.client().send(text);
        // Then
        assertThat(desk.client().call("session.ping").has("time")).isTrue();
        assertThat(desk.client().unexpected()).isEmpty();
    }
}
