package dev.trestle.verticle.fs.transfer;

import java.nio.charset.StandardCharsets;

/** What an archive lacks, in words, for whoever unpacks it. Bounded, however much it is. */
final class LeftOut {

    private static final int MOST_NAMED = 1000;

    private final StringBuilder lines = new StringBuilder();
    private int count;

    /** A file again is counted again only if another one was named between. */
    void add(String path, String why) {
        var line = path + " " + why + "\n";
        if (lines.length() >= line.length() && lines.indexOf(line, lines.length() - line.length()) >= 0) {
            return;
        }
        count++;
        if (count <= MOST_NAMED) {
            lines.append(line);
        }
    }

    /** The text, or nothing when nothing was left out. */
    byte[] text() {
        if (count > MOST_NAMED) {
            lines.append("and ").append(count - MOST_NAMED).append(" more\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
