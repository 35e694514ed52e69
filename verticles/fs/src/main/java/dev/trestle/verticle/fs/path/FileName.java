package dev.trestle.verticle.fs.path;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name on the disk, which is bytes, as a {@code String} and back without loss.
 *
 * <p>It is UTF-8 where it can be. Otherwise each byte above 127 stands as the lone surrogate U+DC00 plus the byte, which no
 * name from a client can hold, so such a file can be listed and deleted with its directory but not be addressed.
 */
public final class FileName {

    private static final int ESCAPE = 0xdc00;

    private FileName() {}

    /** Reads the name in these bytes. */
    public static String decode(byte[] bytes, int from, int to) {
        var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') < 0) {
            return text;
        }
        var raw = Arrays.copyOfRange(bytes, from, to);
        if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), raw)) {
            return text;
        }
        var escaped = new StringBuilder(raw.length);
        for (byte b : raw) {
            escaped.append(b < 0 ? (char) (ESCAPE | b & 0xff) : (char) b);
        }
        return escaped.toString();
    }

    /** The bytes of {@code name} and a zero. */
    public static byte[] encode(String name) {
        if (!isEscaped(name)) {
            var bytes = name.getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(bytes, bytes.length + 1);
        }
        var bytes = new byte[name.length() + 1];
        for (int i = 0; i < name.length(); i++) {
            bytes[i] = (byte) name.charAt(i);
        }
        return bytes;
    }

    /** The name for people: U+FFFD stands for what is not UTF-8. */
    public static String shown(String name) {
        if (!isEscaped(name)) {
            return name;
        }
        return new String(encode(name), 0, name.length(), StandardCharsets.UTF_8);
    }

    /** The name as its bytes, each of them a character, which is how git compares names. */
    public static String octets(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7f) {
                var bytes = encode(name);
                return new String(bytes, 0, bytes.length - 1, StandardCharsets.ISO_8859_1);
            }
        }
        return name;
    }

    private static boolean isEscaped(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isLowSurrogate(name.charAt(i))) {
                return i == 0 || !Character.isHighSurrogate(name.charAt(i - 1));
            }
        }
        return false;
    }
}
