package dev.trestle.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseCodeTest {

    @Test
    void numbersAreThoseOfTheProtocol() {
        assertThat(CloseCode.values())
                .extracting(CloseCode::number)
                .containsExactly(1000, 1001, 1002, 1003, 1007, 1009, 1011, 1013, 4001, 4003, 4008, 4009, 4029);
    }

    @Test
    void reconnectsWhereTheSameTokenCanHelpAndAfterALostConnection() {
        assertThat(Arrays.stream(CloseCode.values()).filter(CloseCode::reconnect))
                .extracting(CloseCode::number)
                .containsExactly(1000, 1001, 1011, 1013, 4008, 4009, 4029);
    }

    @ParameterizedTest
    @EnumSource
    void theReasonFitsIntoACloseFrame(CloseCode code) {
        assertThat(code.summary().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
    }
}
