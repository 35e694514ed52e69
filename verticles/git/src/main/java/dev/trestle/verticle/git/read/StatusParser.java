package dev.trestle.verticle.git.read;

import dev.trestle.wire.Git.Conflict;
import dev.trestle.wire.Git.Entry;
import dev.trestle.wire.Git.OddName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code git status --porcelain=v2 --branch -z}, up to so many entries. One for each output. */
final class StatusParser {

    private static final String NO_COMMIT = "(initial)";
    private static final String NO_BRANCH = "(detached)";

    private final int limit;
    private int count;

    String oid;
    String branch;
    String upstream;
    int ahead;
    int behind;
    boolean truncated;
    final List<Entry> entries = new ArrayList<>();
    final List<String> untracked = new ArrayList<>();
    final List<String> ignored = new ArrayList<>();
    final List<OddName> odd = new ArrayList<>();

    StatusParser(int limit) {
        this.limit = limit;
    }

    /** Returns at the end, or earlier with {@link #truncated}. */
    StatusParser read(InputStream in) throws IOException {
        var fields = new Fields(in);
        for (var line = fields.next('\0'); line != null; line = fields.next('\0')) {
            if (line[0] == '#') {
                header(text(line, 2, line.length));
            } else if (count == limit) {
                truncated = true;
                return this;
            } else {
                count++;
                entry(line, fields);
            }
        }
        return this;
    }

    private void header(String line) {
        var words = line.split(" ");
        switch (words[0]) {
            case "branch.oid" -> oid = words[1].equals(NO_COMMIT) ? null : words[1];
            case "branch.head" -> branch = words[1].equals(NO_BRANCH) ? null : words[1];
            case "branch.upstream" -> upstream = words[1];
            case "branch.ab" -> {
                ahead = Integer.parseInt(words[1].substring(1));
                behind = Integer.parseInt(words[2].substring(1));
            }
            default -> {
                // A header of a later git.
            }
        }
    }

    private void entry(byte[] line, Fields fields) throws IOException {
        switch (line[0]) {
            case '1' -> entries.add(changed(line));
            case '2' -> entries.add(moved(line, fields.next('\0')));
            case 'u' -> entries.add(unmerged(line));
            case '?' -> untracked.add(plain(line));
            case '!' -> ignored.add(plain(line));
            default -> throw new IllegalStateException("git status says what nobody knows: " + line[0]);
        }
    }

    private String plain(byte[] line) {
        var name = Seen.of(line, 2, line.length - 2);
        if (name.base64() != null) {
            odd.add(new OddName(name.text(), name.base64()));
        }
        return name.text();
    }

    /** {@code 1 XY sub mH mI mW hH hI path}. */
    private static Entry changed(byte[] line) {
        int at = after(line, 8);
        var path = Seen.of(line, at, line.length - at);
        return new Entry(
                path.text(), path.base64(), null, null, letter(line, 2), letter(line, 3), null, submodule(line), null);
    }

    /** {@code 2 XY sub mH mI mW hH hI Xscore path}, and where it was. */
    private static Entry moved(byte[] line, byte[] was) {
        int score = after(line, 8);
        int at = after(line, 9);
        var path = Seen.of(line, at, line.length - at);
        var from = Seen.of(was);
        return new Entry(
                path.text(),
                path.base64(),
                from.text(),
                from.base64(),
                letter(line, 2),
                letter(line, 3),
                Integer.valueOf(text(line, score + 1, at - 1)),
                submodule(line),
                null);
    }

    /** {@code u XY sub m1 m2 m3 mW h1 h2 h3 path}; a side that has no such file has the mode 0. */
    private static Entry unmerged(byte[] line) {
        int at = after(line, 10);
        var words = text(line, 0, at).split(" ");
        var path = Seen.of(line, at, line.length - at);
        var sides = new Conflict(side(words, 0), side(words, 1), side(words, 2));
        return new Entry(
                path.text(), path.base64(), null, null, letter(line, 2), letter(line, 3), null, submodule(line), sides);
    }

    private static String side(String[] words, int stage) {
        return words[3 + stage].equals("000000") ? null : words[7 + stage];
    }

    private static String letter(byte[] line, int at) {
        return String.valueOf((char) line[at]);
    }

    private static String submodule(byte[] line) {
        return line[5] == 'N' ? null : text(line, 5, 9);
    }

    /** Where the word begins that {@code words} spaces are before. */
    private static int after(byte[] line, int words) {
        int at = 0;
        for (int left = words; left > 0; at++) {
            left -= line[at] == ' ' ? 1 : 0;
        }
        return at;
    }

    private static String text(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }
}
