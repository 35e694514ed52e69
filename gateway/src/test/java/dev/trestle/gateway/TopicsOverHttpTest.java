package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.TOKEN;
import static dev.trestle.gateway.TestGateway.assertError;
import static dev.trestle.gateway.TopicClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsOverHttpTest {

    private static TestGateway gateway;

    private final String topic = "topic/" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("topics.eventBytes", "100");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static HttpResponse<String> post(String name, String body) {
        return gateway.http("POST", "/api/v1/topics/" + name, body, "Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<String> once(String key, String body) {
        return gateway.http(
                "POST", "/api/v1/topics/" + topic, body, "Authorization", "Bearer " + TOKEN, "Idempotency-Key", key);
    }

    private JsonObject history() {
        return new JsonObject(
                gateway.call("topic.history", object("topic", topic).encode()).body());
    }

    private static long seq(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getLong("seq");
    }

    @Test
    void oneEventIsPublished() {
        try (var client = TopicClient.of(gateway)) {
            // Given
            client.call("topic.subscribe", "topic", topic);
            // When
            var answer = post(topic, "{\"event\":\"built\",\"data\":{\"n\":1.10}}");
            // Then
            var event = client.event();
            assertThat(event.getString("event")).isEqualTo("built");
            assertThat(new JsonObject(answer.body())).isEqualTo(object("epoch", event.getString("epoch"), "seq", 1));
        }
    }

    @Test
    void aBatchIsPublishedAtOnceAndAnsweredWithTheLast() {
        // When
        var answer = post(topic, "[{\"event\":\"a\"},{\"event\":\"b\",\"data\":[]}, {\"event\":\"c\"}]");
        // Then
        assertThat(seq(answer)).isEqualTo(3);
        assertThat(history().getJsonArray("events"))
                .extracting(event -> ((JsonObject) event).getString("event"))
                .containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"event\":\"a\"},{\"event\":\"\"}] | 400 | INVALID_ARGUMENT",
                "[{\"event\":\"a\"},7]                | 400 | INVALID_ARGUMENT",
                "[]                                   | 400 | INVALID_ARGUMENT",
                "7                                    | 400 | INVALID_ARGUMENT",
                "{\"data\":1}                         | 400 | INVALID_ARGUMENT",
                "{\"event\":\"a\",\"event\":\"b\"}    | 400 | PARSE_ERROR",
                "{\"event\":\"a\"},\"x\":1            | 400 | INVALID_ARGUMENT",
                "{\"event\":\"a\"                     | 400 | PARSE_ERROR"
            })
    void ofABodyThatIsNotRightNothingIsPublished(String body, int status, String code) {
        // When
        var answer = post(topic, body);
        // Then
        assertError(answer, status, code);
        assertThat(history().getLong("seq")).isZero();
    }

    @Test
    void ofABatchWithOneEventThatIsTooLargeNothingIsPublished() {
        // When
        var answer = post(topic, "[{\"event\":\"a\"},{\"event\":\"b\",\"data\":\"" + "x".repeat(100) + "\"}]");
        // Then
        assertError(answer, 413, "TOO_LARGE");
        assertThat(history().getLong("seq")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "workspace/default/files, 403, FORBIDDEN",
        "workspace/x/git, 404, NOT_FOUND",
        "x/y, 400, INVALID_ARGUMENT"
    })
    void aTopicThatIsNotOneIsRefused(String name, int status, String code) {
        assertError(post(name, "{\"event\":\"a\"}"), status, code);
    }

    @Test
    void withoutAKeyTheSameBodyIsTwoEvents() {
        assertThat(seq(post(topic, "{\"event\":\"a\"}"))).isEqualTo(1);
        assertThat(seq(post(topic, "{\"event\":\"a\"}"))).isEqualTo(2);
    }

    @Test
    void theSameKeyNeverAppendsTwice() {
        // Given
        var first = once("k1", "[{\"event\":\"a\"},{\"event\":\"b\"}]");
        // When
        var again = once("k1", "[{\"event\":\"a\"},{\"event\":\"b\"}]");
        // Then
        assertThat(seq(first)).isEqualTo(2);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(seq(once("k2", "{\"event\":\"a\"}"))).isEqualTo(3);
        assertThat(history().getLong("seq")).isEqualTo(3);
    }

    @Test
    void aKeyIsForOneContent() {
        // Given
        once("k", "{\"event\":\"a\",\"data\":1}");
        // Then
        assertError(once("k", "{\"event\":\"a\",\"data\":2}"), 409, "CONFLICT");
        assertError(once(" ", "{\"event\":\"a\"}"), 400, "INVALID_ARGUMENT");
    }

    @Test
    void whatWasRefusedMayBeTriedAgainWithItsKey() {
        // Given
        assertError(once("k", "{\"event\":\"a\",\"data\":\"" + "x".repeat(100) + "\"}"), 413, "TOO_LARGE");
        // Then
        assertThat(seq(once("k", "{\"event\":\"a\",\"data\":\"x\"}"))).isEqualTo(1);
    }

    @Test
    void whoHasNoCredentialsPublishesNothing() {
        assertError(gateway.http("POST", "/api/v1/topics/" + topic, "{\"event\":\"a\"}"), 401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource({"topic.subscribe", "topic.unsubscribe"})
    void aSubscriptionNeedsAWebSocket(String operation) {
        assertError(gateway.call(operation, object("topic", topic).encode()), 422, "UNSUPPORTED");
    }

    @Test
    void theOperationsThatAnswerOnceAreServedToo() {
        // When
        var published = gateway.call(
                "topic.publish", object("topic", topic, "event", "a", "data", 7).encode());
        // Then
        assertThat(seq(published)).isEqualTo(1);
        assertThat(history().getJsonArray("events")).hasSize(1);
        assertThat(gateway.call("topic.presence", object("topic", topic).encode())
                        .body())
                .isEqualTo("{\"members\":[]}");
    }
}
