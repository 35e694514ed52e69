package dev.trestle.gateway.http;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of a file in a URL, percent-decoded once and not interpreted: where it leads, and whether it leads out, decides
 * the worker.
 *
 * @param workspace the id of the workspace
 * @param path relative to its root
 */
record FilePath(String workspace, String path) {

    private static final Pattern FORM = Pattern.compile("/api/v1/workspaces/([^/]+)/files(?:/(.*))?", Pattern.DOTALL);

    /** Reads the path of a request target; empty when it is another page's. */
    static Optional<FilePath> of(String path) {
        var form = FORM.matcher(path);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(new FilePath(decode(form.group(1)), form.group(2) == null ? "" : decode(form.group(2))));
    }

    /** The last part: what a browser would call the file. */
    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String decode(String encoded) {
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(octet(encoded, i + 1));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                throw refused("must be ASCII, with everything else percent-encoded");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw refused("is not UTF-8 where it is percent-encoded");
        }
    }

    private static int octet(String encoded, int at) {
        int high = at + 1 < encoded.length() ? Character.digit(encoded.charAt(at), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(encoded.charAt(at + 1), 16);
        if (low < 0) {
            throw refused("has a % that is not followed by two hexadecimal digits");
        }
        return high << 4 | low;
    }

    private static Failure refused(String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "the path in the URL " + sentence);
    }
}
