package dev.trestle.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

    /** The table of §3 of the protocol. */
    private static final String TABLE = """
            PARSE_ERROR -32700 no
            INVALID_REQUEST -32600 no
            UNKNOWN_OPERATION -32601 no
            INVALID_ARGUMENT -32602 no
            INTERNAL -32603 no
            UNAUTHENTICATED -32001 no
            FORBIDDEN -32003 no
            NOT_FOUND -32004 no
            ALREADY_EXISTS -32005 no
            CONFLICT -32006 no
            TOO_LARGE -32007 no
            RATE_LIMITED -32008 yes
            BUSY -32009 yes
            TIMEOUT -32010 yes
            UNAVAILABLE -32011 yes
            CANCELLED -32012 no
            UNSUPPORTED -32013 no
            """;

    @Test
    void numbersAndRetryabilityAreThoseOfTheProtocol() {
        // When
        var table = Arrays.stream(ErrorCode.values())
                .map(code -> "%s %d %s\n".formatted(code, code.number(), code.retryable() ? "yes" : "no"))
                .collect(Collectors.joining());
        // Then
        assertThat(table).isEqualTo(TABLE);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNumber(ErrorCode code) {
        assertThat(ErrorCode.of(code.number())).contains(code);
    }

    @Test
    void aNumberOfNobodyIsNoCode() {
        assertThat(ErrorCode.of(-32002)).isEmpty();
    }
}
