package dev.trestle.verticle.pty.screen;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells the sequences that some terminal answers, xterm.js or another, from all others. */
final class Query {

    private static final String NUMBERS = "[0-9;:]*";

    /** In this order: attributes, status, modes, version, keyboard, window and title, parameters and checksums, key and graphics settings, mouse. */
    private static final Pattern CSI = Pattern.compile(String.join(
            "|",
            "[>=]?" + NUMBERS + "c",
            "\\??" + NUMBERS + "n",
            "\\??" + NUMBERS + "\\$p",
            ">" + NUMBERS + "q",
            "\\?" + NUMBERS + "u",
            "0*(11|13|14|15|16|18|19|20|21)([;:]" + NUMBERS + ")?t",
            NUMBERS + "(x|\\*y|\\$w|[$&]u|#R)",
            "\\?" + NUMBERS + "[mS]",
            NUMBERS + "'\\|"));

    /** DECRQSS and XTGETTCAP. */
    private static final Pattern DCS = Pattern.compile("[<=>?]?" + NUMBERS + "[$+]q");

    /** Titles, a directory, a hyperlink: there a question mark is only that. */
    private static final Set<String> PLAIN = Set.of("0", "1", "2", "7", "8");

    private static final Set<String> COLOURS =
            Set.of("4", "5", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "21");

    private static final String ITERM = "1337";

    private Query() {}

    /** Whether a control sequence is a query; {@code body} is all behind its introducer. */
    static boolean isCsi(String body) {
        return CSI.matcher(body).matches();
    }

    static boolean isOsc(String body) {
        String[] fields = body.split(";");
        return !PLAIN.contains(number(body)) && Arrays.stream(fields).anyMatch(Query::asks)
                || fields[0].equals(ITERM) && fields.length > 1 && fields[1].startsWith("Report");
    }

    private static boolean asks(String field) {
        return field.equals("?") || field.endsWith("=?");
    }

    /** Whether a command, too long to be kept, sets colours or asks for them. All that long ask for something, if anything. */
    static boolean isColours(String body) {
        return COLOURS.contains(number(body));
    }

    private static String number(String body) {
        String number = body.substring(0, body.indexOf(';') < 0 ? body.length() : body.indexOf(';'));
        return number.replaceFirst("^0+(?=.)", "");
    }

    /** Whether a device control string is a query; {@code header} is all up to its final byte. */
    static boolean isDcs(String header) {
        return DCS.matcher(header).matches();
    }
}
