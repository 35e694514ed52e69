package dev.trestle.verticle.agent.backend.openai;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** The header {@code Retry-After} of RFC 9110: seconds, or a date. */
final class RetryAfter {

    private static final long MOST_MS = 300_000;

    private RetryAfter() {}

    /** In milliseconds, five minutes at most; {@code null} when it is not there or says nothing. */
    static Long of(HttpHeaders headers) {
        var value = headers.firstValue("Retry-After").orElse("").strip();
        try {
            long milliseconds = value.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value)).toMillis()
                    : Duration.between(
                                    ZonedDateTime.now(),
                                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME))
                            .toMillis();
            return Math.max(0, Math.min(MOST_MS, milliseconds));
        } catch (DateTimeParseException neither) {
            return null;
        }
    }
}
