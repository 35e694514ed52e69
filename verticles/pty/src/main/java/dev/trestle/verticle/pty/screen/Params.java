package dev.trestle.verticle.pty.screen;

/** The numbers of a control sequence: up to 32, each with sub-numbers after colons, up to 32 of those in all. */
final class Params {

    private static final int MOST = 32;

    private final int[] values = new int[MOST];
    private final int[] subs = new int[MOST];
    /** Where the sub-numbers of each number end. */
    private final int[] subEnds = new int[MOST];

    private int count;
    private int subCount;
    private boolean full;
    private boolean subFull;
    private boolean inSub;

    void clear() {
        values[0] = 0;
        subEnds[0] = 0;
        count = 1;
        subCount = 0;
        full = false;
        subFull = false;
        inSub = false;
    }

    /** Takes a digit, {@code ;} or {@code :}. */
    void add(int code) {
        if (code == ';') {
            next();
        } else if (code == ':') {
            nextSub();
        } else if (inSub) {
            digitOfSub(code - '0');
        } else if (!full) {
            values[count - 1] = append(values[count - 1], code - '0');
        }
    }

    private void next() {
        inSub = false;
        if (count == MOST) {
            full = true;
            return;
        }
        subEnds[count] = subCount;
        values[count++] = 0;
    }

    private void nextSub() {
        inSub = true;
        if (full || subCount == MOST) {
            subFull = true;
            return;
        }
        subs[subCount++] = -1;
        subEnds[count - 1] = subCount;
    }

    private void digitOfSub(int digit) {
        if (!full && !subFull && subCount > 0) {
            subs[subCount - 1] = append(Math.max(subs[subCount - 1], 0), digit);
        }
    }

    private static int append(int value, int digit) {
        return (int) Math.min(value * 10L + digit, Integer.MAX_VALUE);
    }

    int count() {
        return count;
    }

    int get(int at) {
        return values[at];
    }

    /** The number at {@code at}; {@code otherwise} when it is missing or 0. */
    int get(int at, int otherwise) {
        return at < count && values[at] != 0 ? values[at] : otherwise;
    }

    /** How many times to do something: at least once, at most {@code most} times since more changes nothing. */
    int times(int most) {
        return Math.min(get(0, 1), most);
    }

    int subCount(int at) {
        return subEnds[at] - (at == 0 ? 0 : subEnds[at - 1]);
    }

    /** Sub-number {@code i} of number {@code at}; -1 when it was left empty. */
    int sub(int at, int i) {
        return subs[(at == 0 ? 0 : subEnds[at - 1]) + i];
    }
}
