package dev.trestle.verticle.pty.screen;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Output that no program writes, but could: text of all widths between sequences of all kinds. */
final class RandomOutput {

    private static final List<String> TEXT = List.of(
            "a",
            "word ",
            "0123456789",
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "中",
            "文字",
            "e\u0301",
            "\u0301",
            "한글",
            "😀",
            "é",
            "┌──┐",
            "\u200b",
            "│",
            " ",
            "    ",
            "lqqk",
            "#[]~",
            "ｗｉｄｅ",
            "a\u0301\u0302b");

    private static final String FINALS = "@ABCDEFGHIJKLMPSTXZ`abdefghlmrsu";
    private static final List<String> MODES = List.of(
            "1", "6", "7", "12", "25", "45", "47", "66", "1000", "1003", "1004", "1006", "1047", "1048", "1049", "2004",
            "2026");

    /** xterm.js counts a saved cursor from the start of its history, and forgets that when the history is cleared. */
    private static final Pattern CLEARS_HISTORY = Pattern.compile("\u001b\\[3(;[0-9]+)?J");

    private static final Pattern RESTORES = Pattern.compile("\u001b(8|\\[[0-9;]*u|\\[\\?104[89]l)");
    private static final List<String> UNDERLINES = List.of("4", "4:3", "4:5", "21", "24");

    private static final List<String> SGR = List.of(
            "0",
            "1",
            "2",
            "3",
            "5",
            "7",
            "8",
            "9",
            "22",
            "23",
            "25",
            "27",
            "28",
            "29",
            "31",
            "39",
            "42",
            "49",
            "53",
            "55",
            "58:5:9",
            "58:2::1:2:3",
            "59",
            "95",
            "103",
            "38;5;200",
            "48;5;17",
            "38;2;1;2;3",
            "48:2::9:8:7",
            "38:5:77",
            "");

    private static final List<String> ESCAPES = List.of(
            "7",
            "8",
            "D",
            "E",
            "H",
            "M",
            "=",
            ">",
            "(0",
            "(B",
            ")0",
            "(A",
            "*0",
            "n",
            "o",
            "~",
            "#8",
            "%G",
            "[!p",
            "[ q",
            "[4 q",
            "[1\"q",
            "[0\"q",
            "[?J",
            "[?1K",
            "[2 @",
            "[ A",
            "[3'}",
            "['~",
            "]0;title\u0007",
            "]2;é中\u001b\\",
            "]4;5;#010203\u0007",
            "]10;red\u0007",
            "]104\u0007",
            "]11;rgb:1/2/3\u0007",
            "]999;x\u0007",
            "P$qm\u001b\\",
            "_apc\u001b\\",
            "Pq#1~~\u001b\\",
            "[20h",
            "[20l");

    private final Random random;
    private final int cols;
    /** xterm.js restores the colours of a saved cursor but mixes the underlines up: it is tried with the one or the other. */
    private final boolean underlined;

    private final int rows;

    RandomOutput(Random random, int cols, int rows) {
        this.random = random;
        this.underlined = random.nextBoolean();
        this.cols = cols;
        this.rows = rows;
    }

    byte[] bytes(int pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < pieces; i++) {
            String piece = piece();
            boolean excluded = CLEARS_HISTORY.matcher(piece).matches()
                    || underlined && RESTORES.matcher(piece).matches();
            if (!excluded) {
                out.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private String piece() {
        int kind = random.nextInt(100);
        if (kind < 45) {
            return one(TEXT);
        }
        if (kind < 60) {
            return List.of("\r\n", "\n", "\r", "\b", "\t", "\u000e", "\u000f", "\u0085", "\u0007")
                    .get(random.nextInt(9));
        }
        if (kind < 75) {
            return "\u001b[" + one(underlined && random.nextBoolean() ? UNDERLINES : SGR)
                    + (random.nextBoolean() ? ";" + one(SGR) : "") + "m";
        }
        if (kind < 90) {
            return "\u001b[" + parameters() + FINALS.charAt(random.nextInt(FINALS.length()));
        }
        if (kind < 95) {
            return "\u001b[?" + one(MODES) + (random.nextBoolean() ? "h" : "l");
        }
        return "\u001b" + one(ESCAPES);
    }

    private String parameters() {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "" + random.nextInt(cols + 2);
            case 2 -> "" + (1 + random.nextInt(3));
            default -> (1 + random.nextInt(rows + 1)) + ";" + (1 + random.nextInt(cols + 1));
        };
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
