package dev.trestle.verticle.git.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Bytes of git as a client sees them.
 *
 * @param text as text, with U+FFFD for what is not UTF-8
 * @param base64 the bytes, where {@code text} does not tell them; else {@code null}
 */
record Seen(String text, String base64) {

    static Seen of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    static Seen of(byte[] bytes, int from, int length) {
        if (isAscii(bytes, from, length)) {
            return new Seen(new String(bytes, from, length, StandardCharsets.ISO_8859_1), null);
        }
        try {
            var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            return new Seen(decoded.toString(), null);
        } catch (CharacterCodingException odd) {
            var copy = Arrays.copyOfRange(bytes, from, from + length);
            return new Seen(
                    new String(copy, StandardCharsets.UTF_8),
                    Base64.getEncoder().encodeToString(copy));
        }
    }

    private static boolean isAscii(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
