package dev.trestle.verticle.fs.path;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 without mercy: what is not whole and valid is refused, never replaced by another character. */
public final class Utf8 {

    private static final int LONGEST = 4;

    private Utf8() {}

    /** The text that the first {@code length} bytes are, if they are UTF-8. */
    public static Optional<String> decode(byte[] bytes, int length) {
        try {
            var decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            return Optional.of(decoder.decode(ByteBuffer.wrap(bytes, 0, length)).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /** The bytes of {@code text}, if it is whole characters: no half of a surrogate pair stands alone. */
    public static Optional<byte[]> encode(CharSequence text) {
        try {
            var bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            var exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return Optional.of(exact);
        } catch (CharacterCodingException torn) {
            return Optional.empty();
        }
    }

    /** Whether {@code text} is whole characters. */
    static boolean canHold(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code octet} is one of the later bytes of a character. */
    static boolean isInside(byte octet) {
        return (octet & 0xC0) == 0x80;
    }

    /** How many of {@code bytes} there are without the beginning of a character whose end is cut off. */
    static int whole(byte[] bytes) {
        int lead = bytes.length - 1;
        while (lead >= 0 && lead > bytes.length - LONGEST && isInside(bytes[lead])) {
            lead--;
        }
        return lead >= 0 && lead + lengthAfter(bytes[lead]) > bytes.length ? lead : bytes.length;
    }

    /** How long the character is that {@code lead} begins, in bytes; 1 when no character begins so. */
    static int lengthAfter(byte lead) {
        int ones = Integer.numberOfLeadingZeros(~(lead << 24));
        return ones >= 2 && ones <= LONGEST ? ones : 1;
    }
}
