package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Agents;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A model behind an endpoint of OpenAI's kind, over real HTTP. */
class OpenAiTest {

    @RegisterExtension
    private final ModelServer model = new ModelServer();

    @RegisterExtension
    private final AgentNode node = new AgentNode(
            "agents.model.kind", "openai",
            "agents.model.url", model.url(),
            "agents.model.model", "m-1",
            "agents.model.key", "env:PATH",
            "agents.model.images", "true",
            "agents.model.instructions", "Be brief.",
            "agents.model.tools", "[read, write]",
            "agent.limits.gatherMs", "0",
            "agent.limits.messageBytes", "65536",
            "agent.limits.transcriptBytes", "42000",
            "agent.limits.silenceMs", "700",
            "agent.limits.retries", "2",
            "agent.limits.steps", "3");

    private static String call(String id, String name, String arguments) {
        var function = new JsonObject().put("name", name).put("arguments", arguments);
        var call = new JsonObject()
                .put("index", 0)
                .put("id", id)
                .put("type", "function")
                .put("function", function);
        return ModelServer.delta(new JsonObject().put("tool_calls", new JsonArray().add(call)));
    }

    private JsonArray messages(int request) {
        return model.asked().get(request).body().getJsonArray("messages");
    }

    private String failure(String session) {
        var turn = node.prompt(session, "go");
        var end = node.untilOver(turn);
        return end.event().equals("failed") ? end.text("code") + " " + end.text("message") : end.toString();
    }

    @Test
    void anAnswerIsStreamedAndItsCostIsTold() {
        // Given
        model.say("Hello, world").say("Again");
        var session = node.start("model");
        // When
        var answer = node.ask(session, "Hi");
        // Then
        assertThat(answer).isEqualTo("Hello, world");
        var usage = node.until("completed").data().getJsonObject("usage");
        assertThat(usage.getInteger("input")).isEqualTo(10);
        assertThat(usage.getInteger("output")).isEqualTo(5);
        // When
        node.ask(session, "And now?");
        // Then
        var asked = model.asked().get(1);
        assertThat(asked.head()).contains("POST /v1/chat/completions").contains("Bearer " + System.getenv("PATH"));
        assertThat(asked.body().getString("model")).isEqualTo("m-1");
        assertThat(asked.body().getBoolean("stream")).isTrue();
        assertThat(messages(1).stream()
                        .map(message -> ((JsonObject) message).getString("role") + ": "
                                + ((JsonObject) message).getString("content")))
                .containsExactly("system: Be brief.", "user: Hi", "assistant: Hello, world", "user: And now?");
    }

    @Test
    void aLongConversationForgetsItsBeginning() {
        // Given
        model.say("x".repeat(4_000)).say("y".repeat(40_000)).say("That was all");
        var session = node.start("model");
        node.ask(session, "First");
        node.ask(session, "Second");
        // When
        node.ask(session, "Third");
        // Then
        assertThat(messages(1)).hasSize(4);
        assertThat(messages(2).stream().map(message -> ((JsonObject) message).getString("content")))
                .containsExactly("Be brief.", "Second", "y".repeat(40_000), "Third");
    }

    @Test
    void aModelThatLooksAtImagesIsShownThem() {
        // Given
        model.say("A cat.");
        var session = node.start("model");
        var image = new Agents.Attachment("cat.png", "image/png", "AAAA");
        var file = new Agents.Attachment("cat.txt", null, null);
        var sound = new Agents.Attachment("cat.wav", "audio/wav", "AAAA");
        // When
        var turn = node.call(Agents.PROMPT, new Agents.Prompt(session, "What is it?", false, List.of(image, file)))
                .turn();
        // Then
        node.untilOver(turn);
        var content = messages(0).getJsonObject(1).getJsonArray("content");
        assertThat(content.getJsonObject(0).getString("text")).isEqualTo("What is it?");
        assertThat(content.getJsonObject(1).getJsonObject("image_url").getString("url"))
                .isEqualTo("data:image/png;base64,AAAA");
        assertThat(content.getJsonObject(2).getString("text")).contains("cat.txt");
        assertThat(node.refusal(Agents.PROMPT, new Agents.Prompt(session, "And this?", false, List.of(sound))))
                .hasMessage("this agent takes text, images and files of the workspace, and not audio/wav");
    }

    @Test
    void theConversationOfASessionWhoseWorkerHasDiedGoesOn() {
        // Given
        model.say("Bob.");
        node.records()
                .leave(
                        "a-1@n-died",
                        new Told(
                                "session",
                                new JsonObject("{\"agent\":\"model\",\"workspace\":\"demo\",\"created\":1}")),
                        new Told("prompt", new JsonObject("{\"turn\":\"t-1\",\"content\":\"I am Bob\",\"by\":\"me\"}")),
                        new Told("chunk", new JsonObject("{\"turn\":\"t-1\",\"text\":\"Hi, Bob\"}")));
        // When
        var next = node.call(Agents.START, new Agents.Start(null, null, "a-1@n-died"))
                .session();
        node.ask(next, "Who am I?");
        // Then
        assertThat(messages(0).stream().map(message -> ((JsonObject) message).getString("content")))
                .containsExactly("Be brief.", "I am Bob", "Hi, Bob", "Who am I?");
    }

    @Test
    void bytesMayComeInAnyPieces() {
        // Given
        model.answer(out -> {
            out.write(ModelServer.head());
            var text = ": keep-alive\n\nevent: message\r\ndata: "
                    + ModelServer.delta(new JsonObject().put("content", "żółw 🐢 "))
                    + "\r\n\r\n: keep-alive\n\ndata:" + ModelServer.delta(new JsonObject().put("content", "end"))
                    + "\n\ndata: " + ModelServer.stop("stop") + "\n\ndata: [DONE]\n\n";
            for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
                out.write(one);
                out.flush();
            }
        });
        // When
        var answer = node.ask(node.start("model"), "Hi");
        // Then
        assertThat(answer).isEqualTo("żółw 🐢 end");
    }

    @Test
    void itUsesToolsUntilItIsDone() throws IOException {
        // Given
        Files.writeString(node.root().resolve("a.txt"), "content of a");
        model.stream(
                        call("call-1", "read", "{\"pa"),
                        ModelServer.delta(new JsonObject("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                                + "\"th\\\":\\\"a.txt\\\"}\"}}]}")),
                        ModelServer.stop("tool_calls"),
                        ModelServer.usage(1, 2))
                .stream(
                        call("call-2", "write", "{\"path\":\"b.txt\",\"content\":\"new\"}"),
                        ModelServer.stop("tool_calls"),
                        ModelServer.usage(3, 4))
                .say("Done.");
        var session = node.start("model");
        // When
        var turn = node.prompt(session, "copy");
        node.permit(session, "allow");
        // Then
        var end = node.untilOver(turn);
        assertThat(node.said(turn)).isEqualTo("Done.");
        assertThat(Files.readString(node.root().resolve("b.txt"))).isEqualTo("new");
        assertThat(end.data().getJsonObject("usage").getInteger("input")).isEqualTo(14);
        var answered = messages(1).getJsonObject(3);
        assertThat(answered.getString("role")).isEqualTo("tool");
        assertThat(answered.getString("tool_call_id")).isEqualTo("call-1");
        assertThat(answered.getString("content")).isEqualTo("content of a");
        var tools = model.asked().get(0).body().getJsonArray("tools");
        assertThat(tools.stream()
                        .map(tool ->
                                ((JsonObject) tool).getJsonObject("function").getString("name")))
                .containsExactly("read", "write");
    }

    @Test
    void whatAModelMakesUpIsToldToIt() {
        // Given
        model.stream(call("c1", "fly", "{}"), ModelServer.stop("tool_calls")).stream(
                        call("c2", "read", "no json"), ModelServer.stop("tool_calls"))
                .say("Sorry.");
        // When
        var answer = node.ask(node.start("model"), "go");
        // Then
        assertThat(answer).isEqualTo("Sorry.");
        assertThat(messages(1).getJsonObject(3).getString("content")).isEqualTo("there is no tool called fly");
        assertThat(messages(2).getJsonObject(5).getString("content")).isEqualTo("the arguments are no JSON object");
    }

    @Test
    void aModelThatGoesOnForEverIsStopped() {
        // Given
        for (int i = 0; i < 3; i++) {
            model.stream(call("c" + i, "fly", "{}"), ModelServer.stop("tool_calls"));
        }
        // Then
        assertThat(failure(node.start("model")))
                .isEqualTo("TOO_LARGE the model used tools again and again; the limit is agent.limits.steps = 3");
    }

    @Test
    void anEndpointThatIsBusyIsAskedAgainWhenItSaysSo() {
        // Given
        model.refuse(429, "Retry-After: 1\r\n", "{}").refuse(503, "", "{}").say("Here I am");
        // When
        var answer = node.ask(node.start("model"), "Hi");
        // Then
        assertThat(answer).isEqualTo("Here I am");
        long first = model.asked().get(1).nanoTime() - model.asked().get(0).nanoTime();
        assertThat(TimeUnit.NANOSECONDS.toMillis(first)).isBetween(990L, 10_000L);
    }

    @Test
    void anEndpointThatStaysBusyFailsTheTurn() {
        // Given
        for (int i = 0; i < 3; i++) {
            model.refuse(429, "Retry-After: 0\r\n", "{\"error\":\"later\"}");
        }
        model.say("fine now");
        var session = node.start("model");
        // Then
        assertThat(failure(session)).isEqualTo("RATE_LIMITED the endpoint answered HTTP 429: {\"error\":\"later\"}");
        assertThat(node.until(event -> event.is("status") && event.text("state").equals("thinking")))
                .isNotNull();
        node.prompt(session, "again");
        node.until("completed");
    }

    @Test
    void anEndpointThatRefusesIsNotAskedAgain() {
        // Given
        model.refuse(401, "", "bad key");
        // Then
        assertThat(failure(node.start("model"))).isEqualTo("UNAVAILABLE the endpoint answered HTTP 401: bad key");
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void anAnswerThatBreaksOffFailsTheTurn() {
        // Given
        model
                .answer(out -> {
                    out.write(ModelServer.head());
                    out.write(("data: " + ModelServer.delta(new JsonObject().put("content", "Hel")) + "\n\ndata: {\"ch")
                            .getBytes(StandardCharsets.UTF_8));
                })
                .stream(
                        ModelServer.delta(new JsonObject().put("content", "Hel")),
                        "{\"error\":{\"message\":\"the GPU is on fire\",\"code\":500}}");
        var session = node.start("model");
        // Then
        assertThat(failure(session)).isEqualTo("UNAVAILABLE the endpoint ended its answer in the middle");
        assertThat(failure(session)).isEqualTo("UNAVAILABLE the model failed: the GPU is on fire");
    }

    @Test
    void silenceAndFloodsFailTheTurn() {
        // Given
        model.answer(out -> {
                    out.write(ModelServer.head());
                    out.flush();
                    model.deserted();
                })
                .answer(out -> {
                    out.write(ModelServer.head());
                    out.write("data: ".getBytes(StandardCharsets.US_ASCII));
                    var piece = new byte[65_536];
                    Arrays.fill(piece, (byte) 'x');
                    for (int i = 0; i < 1000; i++) {
                        out.write(piece);
                    }
                });
        var session = node.start("model");
        // Then
        assertThat(failure(session)).isEqualTo("TIMEOUT the model said nothing for agent.limits.silenceMs = 700");
        assertThat(failure(session))
                .isEqualTo("TOO_LARGE the model sent an event larger than agent.limits.messageBytes = 65536");
    }

    @Test
    void cancelHangsUp() {
        // Given
        model.answer(out -> {
                    out.write(ModelServer.head());
                    out.write(("data: " + ModelServer.delta(new JsonObject().put("content", "Hel")) + "\n\n")
                            .getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    model.deserted();
                })
                .say("next");
        var session = node.start("model");
        var turn = node.prompt(session, "Hi");
        node.until("chunk");
        // When
        node.call(Agents.CANCEL, new Agents.Cancel(session));
        // Then
        assertThat(node.untilOver(turn).text("stopReason")).isEqualTo("cancelled");
        assertThat(node.ask(session, "Hi")).isEqualTo("next");
    }

    @Test
    void anEndedSessionIsResumedWithItsConversation() {
        // Given
        model.say("I am Ann").say("As I said");
        var session = node.start("model");
        node.ask(session, "Who are you?");
        node.call(Agents.STOP, new Agents.Stop(session));
        // When
        var next =
                node.call(Agents.START, new Agents.Start(null, null, session)).session();
        node.prompt(next, "Who?");
        node.until(event -> event.is("completed") && event.text("topic").endsWith(next));
        // Then
        assertThat(messages(1).stream().map(message -> ((JsonObject) message).getString("content")))
                .containsExactly("Be brief.", "Who are you?", "I am Ann", "Who?");
    }
}
