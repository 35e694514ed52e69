package dev.trestle.verticle.pty.screen;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What programs tell a terminal by OSC sequences: its title, its palette, hyperlinks. */
final class Labels {

    /** Colours by name or number; nothing that a terminal could answer, and nothing long. */
    private static final Pattern COLOUR = Pattern.compile("[#A-Za-z0-9:/.]{1,40}");

    private static final Pattern COMMAND = Pattern.compile("([0-9]{1,4})(?:;(.*))?", Pattern.DOTALL);

    private static final int PALETTE = 256;
    private static final int MOST_LINK = 1024;
    /** OSC 10, 11 and 12: colours of text, ground and cursor. */
    private static final int SPECIAL = 10;

    private static final int SPECIALS = 3;

    private final Pen pen;
    private final Map<Integer, String> palette = new TreeMap<>();
    private final String[] specials = new String[SPECIALS];
    private String title = "";

    Labels(Pen pen) {
        this.pen = pen;
    }

    /** Runs a command: its number, a semicolon, and text. */
    void run(String body) {
        Matcher command = COMMAND.matcher(body);
        if (command.matches()) {
            run(Integer.parseInt(command.group(1)), command.group(2) == null ? "" : command.group(2));
        }
    }

    private void run(int command, String text) {
        switch (command) {
            case 0, 2 -> title = text;
            case 4 -> colours(text);
            case 8 -> link(text);
            case 10, 11, 12 -> specials(command - SPECIAL, text);
            case 104 -> resetColours(text);
            case 110, 111, 112 -> specials[command - 110] = null;
            default -> {}
        }
    }

    private void colours(String text) {
        String[] pairs = text.split(";");
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            int index = index(pairs[i]);
            if (index >= 0 && COLOUR.matcher(pairs[i + 1]).matches()) {
                palette.put(index, pairs[i + 1]);
            }
        }
    }

    private void resetColours(String text) {
        if (text.isEmpty()) {
            palette.clear();
        }
        for (String one : text.split(";")) {
            palette.remove(index(one));
        }
    }

    private static int index(String text) {
        boolean number = !text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = number ? Integer.parseInt(text) : PALETTE;
        return value < PALETTE ? value : -1;
    }

    private void specials(int first, String text) {
        String[] values = text.split(";");
        for (int i = 0; i < values.length && first + i < SPECIALS; i++) {
            if (COLOUR.matcher(values[i]).matches()) {
                specials[first + i] = values[i];
            }
        }
    }

    /** {@code params;uri}: opens a link, or closes it when there is no uri. */
    private void link(String text) {
        int at = text.indexOf(';');
        if (at < 0) {
            return;
        }
        String uri = text.substring(at + 1);
        if (uri.isEmpty()) {
            if (text.substring(0, at).isBlank()) {
                pen.link(null);
            }
        } else if (text.length() <= MOST_LINK) {
            pen.link(new Link(id(text.substring(0, at)), uri));
        }
    }

    private static String id(String params) {
        for (String one : params.split(":")) {
            if (one.startsWith("id=")) {
                return one.substring(3);
            }
        }
        return "";
    }

    void write(StringBuilder out) {
        if (!title.isEmpty()) {
            out.append("\u001b]2;").append(title).append('\u0007');
        }
        palette.forEach((index, colour) ->
                out.append("\u001b]4;").append(index).append(';').append(colour).append('\u0007'));
        for (int i = 0; i < SPECIALS; i++) {
            if (specials[i] != null) {
                out.append("\u001b]")
                        .append(SPECIAL + i)
                        .append(';')
                        .append(specials[i])
                        .append('\u0007');
            }
        }
    }
}
