package dev.trestle.gateway.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8TextTest {

    @ParameterizedTest
    @ValueSource(strings = {"aé€😀\u0301中\uFFFD|", "", "\0\u007f\u0080\u07ff\u0800\uffff\ud800\udc00\udbff\udfff"})
    void textThatIsCutAnywhereIsWholeAgain(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                var decoder = new Utf8Text();
                var all = decoder.decode(Arrays.copyOfRange(bytes, 0, first))
                        + decoder.decode(Arrays.copyOfRange(bytes, first, second))
                        + decoder.decode(Arrays.copyOfRange(bytes, second, bytes.length));
                assertThat(all).isEqualTo(text);
                assertThat(decoder.waiting()).isZero();
            }
        }
    }

    @Test
    void bytesThatAreNoTextAreReplacedAsIfTheyHadNotBeenCut() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            // Given
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            var decoder = new Utf8Text();
            var all = new StringBuilder();
            // When
            for (byte one : bytes) {
                all.append(decoder.decode(new byte[] {one}));
            }
            all.append(decoder.end());
            // Then
            assertThat(all.toString()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
