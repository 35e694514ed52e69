package dev.trestle.verticle.pty.screen;

/**
 * How a cell looks. Cells share these objects, so a run of text in one colour costs one.
 *
 * @param fg colour of the text, and flags in the upper six bits
 * @param bg colour of the ground, and flags in the upper six bits
 * @param line kind of underline in bits 26 to 28, its colour below
 * @param link hyperlink, or null
 */
record Style(int fg, int bg, int line, Link link) {

    static final Style PLAIN = new Style(0, 0, 0, null);

    /** A colour: its mode in bits 24 and 25, its value below. */
    static final int COLOUR = 0x3ffffff;

    static final int MODE = 0x3000000;
    static final int BASIC = 0x1000000;
    static final int PALETTE = 0x2000000;
    static final int RGB = 0x3000000;

    static final int INVERSE = 0x4000000;
    static final int BOLD = 0x8000000;
    static final int UNDERLINE = 0x10000000;
    static final int BLINK = 0x20000000;
    static final int INVISIBLE = 0x40000000;
    static final int STRIKE = 0x80000000;

    static final int ITALIC = 0x4000000;
    static final int DIM = 0x8000000;
    /** Set when {@code line} or {@code link} says more than "plain underline or none". */
    static final int EXTENDED = 0x10000000;

    static final int PROTECTED = 0x20000000;
    static final int OVERLINE = 0x40000000;

    static final int KIND_SHIFT = 26;
    static final int KIND = 7 << KIND_SHIFT;

    /** What erasing with this style leaves: its ground and nothing else. */
    static Style erased(int bg) {
        return (bg & COLOUR) == 0 ? PLAIN : new Style(0, bg & COLOUR, 0, null);
    }

    /** True when erasing makes such a cell; all others can only be printed. */
    boolean isErased() {
        return fg == 0 && (bg & ~COLOUR) == 0;
    }

    boolean isProtected() {
        return (bg & PROTECTED) != 0;
    }

    /** Appends the sequences that set this style, all but the link, on whatever was set before. */
    void write(StringBuilder out) {
        out.append("\u001b[0");
        flag(out, fg & BOLD, ";1");
        flag(out, bg & DIM, ";2");
        flag(out, bg & ITALIC, ";3");
        if ((fg & UNDERLINE) != 0 && (line & KIND) != 0) {
            out.append(";4:").append((line & KIND) >> KIND_SHIFT);
        }
        flag(out, fg & BLINK, ";5");
        flag(out, fg & INVERSE, ";7");
        flag(out, fg & INVISIBLE, ";8");
        flag(out, fg & STRIKE, ";9");
        flag(out, bg & OVERLINE, ";53");
        colour(out, fg, 30);
        colour(out, bg, 40);
        lineColour(out);
        out.append('m');
        flag(out, bg & PROTECTED, "\u001b[1\"q");
    }

    private static void flag(StringBuilder out, int set, String code) {
        if (set != 0) {
            out.append(code);
        }
    }

    private static void colour(StringBuilder out, int colour, int first) {
        switch (colour & MODE) {
            case BASIC -> {
                int value = colour & 0xff;
                out.append(';').append(value < 8 ? first + value : first + 60 + value - 8);
            }
            case PALETTE -> out.append(';').append(first + 8).append(";5;").append(colour & 0xff);
            case RGB -> rgb(out.append(';').append(first + 8).append(";2;"), colour, ';');
            default -> {}
        }
    }

    private void lineColour(StringBuilder out) {
        switch (line & MODE) {
            case PALETTE -> out.append(";58:5:").append(line & 0xff);
            case RGB -> rgb(out.append(";58:2::"), line, ':');
            default -> {}
        }
    }

    private static void rgb(StringBuilder out, int colour, char between) {
        out.append(colour >> 16 & 0xff).append(between);
        out.append(colour >> 8 & 0xff).append(between);
        out.append(colour & 0xff);
    }
}
