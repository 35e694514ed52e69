package dev.trestle.verticle.git.repository;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Names as a client writes them, checked before git sees them: none can be an option, leave the repository or hold NUL. */
public final class Names {

    private static final int LONGEST = 4096;

    /** What {@code git check-ref-format} refuses in a branch. */
    private static final Pattern NO_BRANCH = Pattern.compile(
            "^$|^[-/]|^HEAD$|^@$|[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|/$|\\.$|\\.lock(/|$)|(^|/)\\.");

    private Names() {}

    /** The bytes of the paths in the members {@code paths} and {@code pathsBytes}. */
    public static List<byte[]> paths(List<String> text, List<String> base64) {
        var all = new ArrayList<byte[]>();
        text.forEach(path -> all.add(path("paths", utf8("paths", path))));
        base64.forEach(path -> all.add(path("pathsBytes", bytes("pathsBytes", path))));
        return all;
    }

    /** As {@link #paths}, where there must be one. */
    public static List<byte[]> somePaths(List<String> text, List<String> base64) {
        var all = paths(text, base64);
        check(!all.isEmpty(), "paths must name what to change; \"\" or . is all of the repository");
        return all;
    }

    /** What {@code base64} says. */
    public static byte[] bytes(String field, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, field + " must be base64 with padding");
        }
    }

    private static byte[] path(String field, byte[] path) {
        check(path.length <= LONGEST, field + " has a path longer than " + LONGEST + " bytes");
        var latin = new String(path, StandardCharsets.ISO_8859_1);
        check(latin.indexOf('\0') < 0, field + " has a path with NUL");
        check(!latin.startsWith("/"), field + " must be relative to the root of the repository");
        for (var part : latin.split("/")) {
            check(!part.equals(".."), field + " must not lead out of the repository");
        }
        return latin.isEmpty() ? new byte[] {'.'} : path;
    }

    private static byte[] utf8(String field, String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            var copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException half) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, field + " must be whole Unicode characters");
        }
    }

    /** A commit, or what leads to one. */
    public static String revision(String field, String revision) {
        check(!revision.isBlank(), field + " must not be empty");
        check(!revision.startsWith("-"), field + " must not begin with -");
        line(field, revision);
        return revision;
    }

    /** A branch's name, in {@code refs/heads}. */
    public static String branch(String field, String name) {
        utf8(field, name);
        check(!NO_BRANCH.matcher(name).find() && name.length() <= 255, field + " is not a name for a branch: " + name);
        return name;
    }

    /** The name of a remote. */
    public static String remote(String name) {
        check(name.matches("[A-Za-z0-9_][A-Za-z0-9._/-]{0,254}"), "remote must be the name of one: " + name);
        return name;
    }

    /** A text that git takes as one value, without a line's end. */
    public static String line(String field, String text) {
        utf8(field, text);
        check(text.length() <= LONGEST, field + " is longer than " + LONGEST + " characters");
        check(text.chars().noneMatch(character -> character < ' ' || character == 127), field + " must be one line");
        return text;
    }

    /** A text of any length, without NUL. */
    public static byte[] text(String field, String text) {
        check(text.indexOf('\0') < 0, field + " must not contain NUL");
        return utf8(field, text);
    }

    /** Refuses with this sentence. */
    public static void check(boolean accepted, String sentence) {
        if (!accepted) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, sentence);
        }
    }
}
