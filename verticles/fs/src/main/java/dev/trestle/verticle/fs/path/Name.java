package dev.trestle.verticle.fs.path;

import dev.trestle.bus.Call;
import dev.trestle.bus.Claim;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path as a client writes it, made plain: {@code a/../b} and {@code /b/} are {@code b}, and the root is empty.
 *
 * <p>This is about text alone, the disk is not asked. A backslash is a character like any other.
 *
 * @param given as the client wrote it, for messages
 * @param parts the names on the way from the root; empty for the root
 */
public record Name(String given, List<String> parts) {

    private static final int MOST_BYTES = 4096;
    private static final int MOST_BYTES_OF_A_PART = 255;

    public Name {
        parts = List.copyOf(parts);
    }

    /**
     * Reads the path in the request's member {@code field}.
     *
     * @throws Failure {@code FORBIDDEN} when it leaves the root, {@code INVALID_ARGUMENT} when no file can be called so
     */
    public static Name of(String field, String path) {
        check(path.indexOf('\0') < 0, field, "must not contain NUL");
        check(Utf8.canHold(path), field, "must be whole Unicode characters");
        check(bytes(path) <= MOST_BYTES, field, "must not be longer than " + MOST_BYTES + " bytes");
        var parts = new ArrayList<String>();
        for (var part : path.split("/")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    throw Refusals.outside(path);
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                check(
                        bytes(part) <= MOST_BYTES_OF_A_PART,
                        field,
                        "must not have a part longer than " + MOST_BYTES_OF_A_PART + " bytes");
                parts.add(part);
            }
        }
        return new Name(path, parts);
    }

    private static void check(boolean accepted, String field, String sentence) {
        if (!accepted) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, field + " " + sentence);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** As {@link dev.trestle.wire.Fs.Entry} has it: without a leading slash. */
    public String path() {
        return String.join("/", parts);
    }

    /** The last part; empty for the root. */
    public String last() {
        return isRoot() ? "" : parts.get(parts.size() - 1);
    }

    public boolean isRoot() {
        return parts.isEmpty();
    }

    /** Whether {@code other} lies below this. */
    boolean isAbove(Name other) {
        return other.parts.size() > parts.size()
                && other.parts.subList(0, parts.size()).equals(parts);
    }

    /** A turn to look at this and all below it. */
    public Claim toLook(Call call) {
        return Claim.shared(key(call));
    }

    /** A turn to change this and all below it. */
    public Claim toChange(Call call) {
        return Claim.exclusive(key(call));
    }

    private String key(Call call) {
        return isRoot() ? call.workspace() : call.workspace() + "/" + path();
    }
}
