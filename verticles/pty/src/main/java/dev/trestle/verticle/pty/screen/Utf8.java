package dev.trestle.verticle.pty.screen;

/**
 * Makes characters of bytes, one byte at a time. What is not UTF-8 is dropped, and so is the byte order mark; a terminal must go on whatever
 * comes.
 */
final class Utf8 {

    /** There is no character yet, or none at all. */
    static final int NONE = -1;

    private static final int BOM = 0xfeff;

    private int bits;
    private int length;
    private int here;

    /** How many bytes of a character are here that has not come whole. */
    int pending() {
        return here;
    }

    /** The character that ends with this byte, or {@link #NONE}. */
    int take(int value) {
        if (here > 0 && (value & 0xc0) == 0x80) {
            bits = bits << 6 | value & 0x3f;
            return ++here == length ? whole() : NONE;
        }
        here = 0;
        if (value >= 0) {
            return value;
        }
        if ((value & 0xe0) == 0xc0) {
            begin(2, value & 0x1f);
        } else if ((value & 0xf0) == 0xe0) {
            begin(3, value & 0x0f);
        } else if ((value & 0xf8) == 0xf0) {
            begin(4, value & 0x07);
        }
        return NONE;
    }

    private void begin(int bytes, int first) {
        length = bytes;
        bits = first;
        here = 1;
    }

    /** Not an overlong form, a surrogate or beyond Unicode. */
    private int whole() {
        here = 0;
        boolean valid = switch (length) {
            case 2 -> bits >= 0x80;
            case 3 -> bits >= 0x800 && (bits < 0xd800 || bits > 0xdfff) && bits != BOM;
            default -> bits >= 0x10000 && bits <= 0x10ffff;
        };
        return valid ? bits : NONE;
    }
}
