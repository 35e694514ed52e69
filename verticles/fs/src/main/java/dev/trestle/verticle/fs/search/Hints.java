package dev.trestle.verticle.fs.search;

import java.io.Closeable;
import java.io.IOException;

/**
 * The lines that a running ripgrep says are worth a look, as it comes by them; those of one file in their order, one file
 * after the other. Each is written as {@code ./path}, a zero, the number, a colon, and more up to the end of the line.
 *
 * <p>For the thread of one search, which waits in {@link #next}; {@link Stop} ends that too.
 */
final class Hints implements Closeable {

    private static final String HERE = "./";

    private final Process process;
    private final Stop stop;
    private final Parts output;
    private String path;
    private int line;
    private boolean failed;

    Hints(Process process, Stop stop) {
        this.process = process;
        this.stop = stop;
        this.output = new Parts(process.getInputStream());
    }

    /** Goes to the next line; whether there is one. */
    boolean next() throws IOException {
        try {
            while (output.next('\0')) {
                path = output.path();
                boolean numbered = output.next(':');
                line = numbered ? output.number() : 0;
                if (numbered && output.next('\n') && line > 0 && path.startsWith(HERE)) {
                    path = path.substring(HERE.length());
                    return true;
                }
            }
            failed = !hasEndedWell();
        } catch (IOException killed) {
            stop.check();
            throw killed;
        }
        stop.check();
        return false;
    }

    /** Its status is 1 when it found nothing, and 2 when it could not read a file, of which it does not speak. */
    private boolean hasEndedWell() throws IOException {
        boolean complained = process.getErrorStream().read() >= 0;
        try {
            return process.waitFor() <= 2 && !complained;
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    /** The file of the line, from the root. */
    String path() {
        return path;
    }

    /** The number of the line, from 1. */
    int line() {
        return line;
    }

    /** Whether it ended before its time, so that there may be more. */
    boolean failed() {
        return failed;
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
