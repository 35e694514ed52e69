package dev.trestle.gateway.http;

import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Proof;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.Optional;

/** Reads the {@code Authorization} header. */
public final class Credentials {

    private static final String SCHEME = "Bearer ";

    private Credentials() {}

    /** The token of {@code Bearer TOKEN} (RFC 6750 §2.1). */
    public static Optional<String> bearer(String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /** Who sent a request with this header; refused with {@code UNAUTHENTICATED}. */
    static Proof require(Access access, String header) {
        return bearer(header)
                .flatMap(access::authenticate)
                .orElseThrow(() -> new Failure(
                        ErrorCode.UNAUTHENTICATED, "no or bad credentials: send Authorization: Bearer TOKEN"));
    }
}
