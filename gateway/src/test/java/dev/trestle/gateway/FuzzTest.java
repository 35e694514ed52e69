package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FuzzTest {

    private static final int FRAMES = 20_000;
    private static final int BATCH = 200;

    private static final List<String> SEEDS = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.ping\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"workspace.list\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":-5,\"method\":\"session.operations\",\"params\":null}",
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"test.echo\",\"params\":{\"value\":[1,2.5e3,\"\\u00e9\\ud83d\\ude00\"]}}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"test.echo\",\"params\":{\"value\":{\"a\":{\"b\":[true,false,null]}}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"test.echo\",\"params\":{\"workspace\":\"other\",\"value\":\"Grüße\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"session.cancel\",\"params\":{\"id\":2}}",
            "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"fs.read\",\"params\":{\"path\":\"a/b\",\"offset\":0}}",
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"x\":[]}}",
            "{\"jsonrpc\":\"2.0\",\"id\":8,\"error\":{\"code\":-32603,\"message\":\"no\"}}");

    private static final List<String> BITS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\\",
            "\\u",
            "\\ud83d",
            "\\u0000",
            "\0",
            "\n",
            "null",
            "true",
            "1e999",
            "-0",
            "9223372036854775808",
            "1e-400",
            "0.1",
            "NaN",
            "\"id\":",
            "\"method\":",
            "\"params\":",
            "\"result\":",
            "\"jsonrpc\":\"2.0\",",
            "\"workspace\":",
            "\"é\"",
            "\uFEFF",
            "\uFFFF",
            "[[[[[[[[",
            "{\"a\":{\"a\":",
            " ");

    private final Random random = new Random(20_260_101);

    private String mutated() {
        var text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + 1 + random.nextInt(6));
            switch (random.nextInt(6)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, text.substring(at, to));
                case 2 -> text.insert(at, BITS.get(random.nextInt(BITS.size())));
                case 3 -> text.replace(at, to, BITS.get(random.nextInt(BITS.size())));
                case 4 -> text.insert(at, (char) random.nextInt(0xd800));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }

    private static void check(JsonObject answer) {
        assertThat(answer.getString("jsonrpc")).isEqualTo("2.0");
        assertThat(answer.containsKey("id")).isTrue();
        assertThat(answer.containsKey("result")).isNotEqualTo(answer.containsKey("error"));
        if (answer.containsKey("error")) {
            assertThat(answer.getJsonObject("error").getJsonObject("data").getString("code"))
                    .isNotEqualTo("INTERNAL");
        }
    }

    @Test
    void noFrameEndsTheConnectionOrIsAnsweredWithAnInternalError() {
        try (var gateway = TestGateway.start();
                var socket = gateway.owner()) {
            for (int batch = 0; batch < FRAMES / BATCH; batch++) {
                // When
                for (int i = 0; i < BATCH; i++) {
                    socket.text(mutated());
                }
                var mark = "mark " + batch;
                socket.text("{\"jsonrpc\":\"2.0\",\"id\":\"" + mark + "\",\"method\":\"session.ping\"}");
                // Then
                var answer = socket.json();
                while (!mark.equals(answer.getValue("id"))) {
                    check(answer);
                    answer = socket.json();
                }
            }
        }
    }
}
