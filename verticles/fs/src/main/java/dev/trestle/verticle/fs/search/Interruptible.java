package dev.trestle.verticle.fs.search;

/** A long text that refuses to be read on when the search is to end. */
record Interruptible(String text, Stop stop) implements CharSequence {

    private static final int NOW_AND_THEN = 4_095;

    @Override
    public char charAt(int index) {
        if ((index & NOW_AND_THEN) == 0) {
            stop.check();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
