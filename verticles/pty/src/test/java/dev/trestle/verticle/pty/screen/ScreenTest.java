package dev.trestle.verticle.pty.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final long SEED = Long.getLong("screen.seed", 1);

    @Test
    void aPictureOfAPictureIsThatPicture() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            Screen screen = new Screen(30, 8);
            screen.feed(new RandomOutput(random, 30, 8).bytes(60));
            byte[] picture = screen.picture().bytes();

            Screen copy = new Screen(30, 8);
            copy.feed(picture);
            byte[] again = copy.picture().bytes();

            Screen third = new Screen(30, 8);
            third.feed(again);
            assertThat(text(third.picture().bytes()))
                    .as("seed %d, screen %d", SEED, i)
                    .isEqualTo(text(again));
        }
    }

    @Test
    void aPackedScreenGoesOnAsIfItHadNotBeen() {
        Session vim = Session.recorded("vim");
        byte[] output = ((Oracle.Step.Output) vim.steps().get(0)).bytes();
        Screen packed = new Screen(80, 24);
        Screen other = new Screen(80, 24);
        for (int at = 0; at < output.length; at += 500) {
            int to = Math.min(at + 500, output.length);
            packed.feed(output, at, to);
            packed.pack();
            other.feed(output, at, to);
        }

        assertThat(packed.picture().offset()).isEqualTo(output.length);
        assertThat(text(packed.picture().bytes()))
                .isEqualTo(text(other.picture().bytes()));
    }

    @Test
    void anIdleScreenCostsAFewKibibytes() {
        Screen screen = new Screen(80, 24);
        Session.recorded("vim").steps().stream()
                .filter(Oracle.Step.Output.class::isInstance)
                .limit(1)
                .forEach(step -> screen.feed(((Oracle.Step.Output) step).bytes()));
        screen.pack();

        assertThat(screen.picture().bytes()).hasSizeLessThan(8 * 1024);
    }

    @Test
    void aCharacterThatIsCutIsLeftToTheOutputAfterThePicture() {
        Screen screen = new Screen(10, 2);
        byte[] dash = "a—".getBytes(UTF_8);
        screen.feed(dash, 0, dash.length - 1);

        assertThat(screen.picture().offset()).isEqualTo(1);
    }

    @Test
    void aSequenceThatIsCutGoesOnAfterThePicture() {
        Screen screen = new Screen(10, 2);
        screen.feed("\u001b]0;tit".getBytes(UTF_8));
        Picture picture = screen.picture();

        assertThat(text(picture.bytes())).endsWith("\u001b]0;tit");
        assertThat(picture.offset()).isEqualTo(7);
    }

    @Test
    void noBytesMakeItFailHangOrGrow() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            Random random = new Random(SEED);
            for (int i = 0; i < 30; i++) {
                Screen screen = new Screen(2 + random.nextInt(200), 1 + random.nextInt(60));
                byte[] noise = new byte[20_000];
                random.nextBytes(noise);
                for (int k = 0; k < noise.length; k += 1 + random.nextInt(9)) {
                    noise[k] = (byte) "\u001b\u001b[[;;?0123456789hlmABCDHJKLMPSTX@b(c8]P".charAt(random.nextInt(40));
                }
                screen.feed(noise);
                screen.resize(2 + random.nextInt(200), 1 + random.nextInt(60));
                screen.feed(noise);
                assertThat(screen.picture().bytes()).hasSizeLessThan(8 << 20);
            }
        });
    }

    @Test
    void hugeNumbersAndEndlessStringsAreBounded() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            Screen screen = new Screen(80, 24);
            for (char last : "@ABCDEFGHIJKLMPSTXZ`abdefghlmrstuq".toCharArray()) {
                screen.feed(("x\u001b[2147483647;99999999999" + last).getBytes(UTF_8));
            }
            for (String start : List.of("\u001b]0;", "\u001bP$q", "\u001b_", "\u001b[", "\u001b]8;;")) {
                screen.feed((start + "1".repeat(1 << 18)).getBytes(UTF_8));
                assertThat(screen.picture().bytes()).hasSizeLessThan(64 * 1024);
                screen.feed("\u001b\\\u0018".getBytes(UTF_8));
            }
            screen.feed(("\r\ne" + "\u0301".repeat(1 << 18)).getBytes(UTF_8));
            assertThat(screen.picture().bytes()).hasSizeLessThan(64 * 1024);
        });
    }

    @Test
    void aScreenThatNoCharacterFitsIntoIsRefused() {
        assertThatThrownBy(() -> new Screen(1, 24))
                .hasMessage("A screen has at least 2 columns and 1 row, not 1 and 24.");
        assertThatThrownBy(() -> new Screen(80, 24).resize(80, 0)).hasMessageContaining("not 80 and 0");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
