package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Output as {@code pty.output}: whole characters, wherever the bytes are cut. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class TerminalTextIT {

    @Test
    void charactersThatAreCutAnywhereComeWhole(Desk desk) throws IOException {
        // Given
        var text = "aé€😀\u0301中\uFFFD|".repeat(20);
        desk.put("text", text);
        var slowly = "stty raw -echo; i=1; while [ $i -le %d ]; do tail -c +$i text | head -c 1; i=$((i + 1)); done";
        int bytes = text.getBytes().length;
        // When
        var opened = desk.client()
                .call("pty.open", "cols", 80, "rows", 24, "binary", false, "cwd", desk.path(), "command", new String[] {
                    "sh", "-c", String.format(slowly, bytes)
                });
        // Then
        var all = new StringBuilder();
        long offset = 0;
        for (var next = desk.client().notification();
                next.get("method").asText().equals("pty.output");
                next = desk.client().notification()) {
            var output = next.get("params");
            var data = output.get("data").asText();
            assertThat(output.get("terminal")).isEqualTo(opened.get("terminal"));
            assertThat(output.get("offset").longValue()).isEqualTo(offset);
            assertThat(output.get("next").longValue()).isEqualTo(offset + data.getBytes().length);
            offset = output.get("next").longValue();
            all.append(data);
        }
        assertThat(all.toString()).isEqualTo(text);
        desk.client().call("pty.close", "terminal", opened.get("terminal").asText());
    }

    @Test
    void bytesThatAreNoTextComeAsReplacementsAndAreCounted(Desk desk) {
        // When
        var opened = desk.client().call("pty.open", "cols", 80, "rows", 24, "binary", false, "command", new String[] {
            "printf", "a\\377b\\342\\202"
        });
        // Then
        var output = new StringBuilder();
        long end = 0;
        for (var next = desk.client().notification();
                next.get("method").asText().equals("pty.output");
                next = desk.client().notification()) {
            output.append(next.at("/params/data").asText());
            end = next.at("/params/next").longValue();
        }
        assertThat(output.toString()).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(end).isEqualTo(5);
        desk.client().call("pty.close", "terminal", opened.get("terminal").asText());
    }
}
