package dev.trestle.gateway.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that come in pieces, as text: a character that is cut waits for its rest, and each byte that can be no part of one
 * comes as U+FFFD.
 */
final class Utf8Text {

    private static final int LONGEST = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] rest = {};

    /** All that is whole of what has come. */
    String decode(byte[] bytes) {
        var all = ByteBuffer.allocate(rest.length + bytes.length)
                .put(rest)
                .put(bytes)
                .flip();
        var chars = CharBuffer.allocate(all.remaining());
        decoder.decode(all, chars, false);
        rest = new byte[all.remaining()];
        all.get(rest);
        return chars.flip().toString();
    }

    /** How many bytes wait for their rest. */
    int waiting() {
        return rest.length;
    }

    /** What never became whole; there is nothing more to come. */
    String end() {
        var chars = CharBuffer.allocate(LONGEST);
        decoder.decode(ByteBuffer.wrap(rest), chars, true);
        rest = new byte[0];
        return chars.flip().toString();
    }
}
