package dev.trestle.gateway.socket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as strict as the protocol wants it: UTF-8 without a mark, no duplicate keys, no nesting beyond the limit, no number
 * that is not finite or absurdly long, no half of a surrogate pair, nothing after the value. Any thread may use it.
 */
public final class StrictJson {

    /** A double prints in 24 characters and a 128-bit integer in 39; nobody means a longer number. */
    private static final int LONGEST_NUMBER = 128;

    /** Of the byte order mark in UTF-8; no JSON begins with it. */
    private static final byte FIRST_OF_MARK = (byte) 0xef;

    private final JsonFactory json;

    /** Accepts up to {@code depth} levels of objects and arrays. */
    public StrictJson(int depth) {
        json = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Names are the client's: to intern a hundred thousand of them costs ten times what reading them does.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /** Whether {@code text} is UTF-8 as RFC 3629 has it: no overlong forms, no surrogates. */
    public static boolean isUtf8(byte[] text) {
        return ByteBufUtil.isText(Unpooled.wrappedBuffer(text), StandardCharsets.UTF_8);
    }

    JsonParser parser(byte[] text) throws IOException {
        var parser = json.createParser(text);
        if (mayBeOtherUnicode(text)) {
            throw new JsonParseException(parser, "it must be UTF-8 without a byte order mark or NUL");
        }
        if (hasLoneSurrogate(text)) {
            throw new JsonParseException(parser, "a \\u escape is half of a surrogate pair");
        }
        return parser;
    }

    /** Whether Jackson might take {@code text}, which is UTF-8, for another encoding: NUL is no part of JSON. */
    private static boolean mayBeOtherUnicode(byte[] text) {
        boolean found = text.length > 0 && text[0] == FIRST_OF_MARK;
        for (int i = 0; i < text.length && !found; i++) {
            found = text[i] == 0;
        }
        return found;
    }

    /** Passes over the value that the parser stands at. */
    static void skip(JsonParser parser) throws IOException {
        for (int depth = 0; ; parser.nextToken()) {
            JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(parser.getDoubleValue())) {
                throw new JsonParseException(parser, "a number is out of range");
            }
            if (depth == 0) {
                return;
            }
        }
    }

    /** Outside strings a backslash is a syntax error anyway, so the escapes can be looked at without the grammar. */
    private static boolean hasLoneSurrogate(byte[] text) {
        for (int i = 0; i < text.length - 1; i++) {
            if (text[i] != '\\') {
                continue;
            }
            int unit = text[i + 1] == 'u' ? unit(text, i) : -1;
            i += unit < 0 ? 1 : 5;
            if (unit >= 0 && Character.isLowSurrogate((char) unit)) {
                return true;
            }
            if (unit >= 0 && Character.isHighSurrogate((char) unit)) {
                int next = unit(text, i + 1);
                if (next < 0 || !Character.isLowSurrogate((char) next)) {
                    return true;
                }
                i += 6;
            }
        }
        return false;
    }

    /** The UTF-16 unit of the escape at {@code at}, or -1 when there is none. */
    private static int unit(byte[] text, int at) {
        if (at + 5 >= text.length || text[at] != '\\' || text[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
