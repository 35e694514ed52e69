package dev.trestle.verticle.pty.screen;

/** Reads an extended colour out of SGR parameters, in all spellings: {@code 38;5;n}, {@code 38:5:n}, {@code 38;2;r;g;b}, {@code 38:2::r:g:b}. */
final class Colour {

    private final Params params;
    private final int at;
    /** target, mode, colour space, then up to three values */
    private final int[] read = {0, 0, -1, 0, 0, 0};

    private int space;

    Colour(Params params, int at) {
        this.params = params;
        this.at = at;
    }

    /** Sets the colour and says how many parameters beyond the first it took. */
    int applyTo(Pen pen) {
        int taken = take();
        int[] values = {Math.max(read[3], 0), Math.max(read[4], 0), Math.max(read[5], 0)};
        pen.colour(read[0], read[1], values);
        return taken;
    }

    private int take() {
        int taken = 0;
        do {
            read[taken + space] = params.get(at + taken);
            if (params.subCount(at + taken) > 0) {
                takeSubs(taken);
                return taken;
            }
            boolean whole = read[1] == 5 ? taken + space >= 2 : read[1] == 2 && taken + space >= 5;
            if (whole) {
                return taken;
            }
            if (read[1] != 0) {
                space = 1;
            }
        } while (++taken + at < params.count() && taken + space < read.length);
        return taken;
    }

    private void takeSubs(int taken) {
        int i = 0;
        do {
            if (read[1] == 5) {
                space = 1;
            }
            read[taken + i + 1 + space] = params.sub(at + taken, i);
        } while (++i < params.subCount(at + taken) && i + taken + 1 + space < read.length);
    }
}
