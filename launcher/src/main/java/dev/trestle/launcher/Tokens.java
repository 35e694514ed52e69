package dev.trestle.launcher;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes the owner's token of a run for which nobody has set one. */
final class Tokens {

    private static final int BYTES = 32;

    private Tokens() {}

    /** 256 random bits, in characters that a header and a URL can carry. */
    static String random() {
        var bits = new byte[BYTES];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
