package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import dev.trestle.verticle.pty.screen.Screen;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastTest {

    private static final int KEPT = 65_536;
    private static final int TURN = 4_096;
    private static final String[] PIECES = {
        "\u001b[31mred\u001b[0m ",
        "\u001b[5;10r",
        "\u001b[r",
        "\u001b7",
        "\u001b8",
        "\u001b[?1049h",
        "\u001b[?1049l",
        "\u001b(0",
        "\u001b(B",
        "\u001b[?7l",
        "\u001b[?7h",
        "\u001b[4h",
        "\u001b[4l",
        "\u001b]0;title\u0007",
        "\u001b[2J",
        "\u001b[H",
        "\b\b",
        "\t",
        "é£中"
    };

    private final Ring ring = new Ring(KEPT, TURN);
    private final Past past = new Past(ring, new Size(80, 24));
    private final Screen whole = new Screen(80, 24);

    @AfterEach
    void close() {
        ring.close();
    }

    private void write(byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            past.makeRoom(TURN);
            int length = Math.min(Math.min(TURN, ring.room()), bytes.length - at);
            new Pointer(ring.space()).write(0, bytes, at, length);
            ring.grow(length);
            at += length;
        }
        whole.feed(bytes);
    }

    /** Sequences, then so many lines that most of them need not be drawn, then the start of a line. */
    private static byte[] output(Random random) {
        var out = new ByteArrayOutputStream();
        for (int i = random.nextInt(6); i > 0; i--) {
            out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
        }
        for (int i = random.nextInt(4_000); i > 0; i--) {
            var line = "line " + i + " ünï".repeat(random.nextInt(40)) + (random.nextInt(9) == 0 ? "\n" : "\r\n");
            out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes("and so on".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theScreenIsTheSameAlthoughWhatScrolledAwayWasNotDrawn(long seed) {
        // Given
        var random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            // When
            write(output(random));
            // Then
            assertThat(text(past.picture().bytes()))
                    .as("seed " + seed + ", output " + i)
                    .isEqualTo(text(whole.picture().bytes()));
            whole.pack();
        }
        // When
        past.resize(new Size(60, 40));
        whole.resize(60, 40);
        // Then
        assertThat(past.isSpread()).isTrue();
        assertThat(text(past.picture().bytes())).isEqualTo(text(whole.picture().bytes()));
        assertThat(past.isSpread()).isFalse();
    }

    private static String text(byte[] picture) {
        return new String(picture, StandardCharsets.UTF_8);
    }
}
