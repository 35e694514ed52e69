package dev.trestle.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** {@code Content-Disposition} (RFC 6266): a file of a workspace is saved and never shown, since its content may be anybody's. */
final class Disposition {

    private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";

    private Disposition() {}

    /** To be saved as {@code name}, whatever characters that has. */
    static String attachment(String name) {
        return "attachment; filename=\"" + plain(name) + "\"; filename*=UTF-8''" + encoded(name);
    }

    /** For readers of the old form: {@code _} for what is not printable ASCII or has a meaning there. */
    private static String plain(String name) {
        var plain = new StringBuilder(name.length());
        name.codePoints()
                .map(c -> c < 0x20 || c > 0x7e || "\"\\%".indexOf(c) >= 0 ? '_' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** As RFC 8187 has it. */
    private static String encoded(String name) {
        var encoded = new StringBuilder(name.length());
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (alphanumeric || ATTRIBUTE_CHARACTERS.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
