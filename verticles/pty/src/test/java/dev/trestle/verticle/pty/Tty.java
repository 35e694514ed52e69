package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import dev.trestle.sandbox.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program on a real pty, started as a terminal starts it; what it writes is kept. */
final class Tty implements AutoCloseable {

    private static final long PATIENCE_S = 10;

    private final PtyProcess process;
    private final StringBuilder output = new StringBuilder();

    private Tty(PtyProcess process) {
        this.process = process;
        var reader = new Thread(this::read, "tty");
        reader.setDaemon(true);
        reader.start();
    }

    static Tty start(Launch launch) {
        try {
            return new Tty(new PtyProcessBuilder(launch.command().toArray(String[]::new))
                    .setEnvironment(launch.environment())
                    .setDirectory(launch.directory().toString())
                    .setInitialColumns(200)
                    .setInitialRows(24)
                    .start());
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    private void read() {
        var bytes = new byte[8192];
        try {
            for (int n = process.getInputStream().read(bytes);
                    n >= 0;
                    n = process.getInputStream().read(bytes)) {
                synchronized (output) {
                    output.append(new String(bytes, 0, n, StandardCharsets.ISO_8859_1));
                    output.notifyAll();
                }
            }
        } catch (IOException hungUp) {
            // The end of the output as well.
        }
    }

    long pid() {
        return process.pid();
    }

    PtyProcess process() {
        return process;
    }

    Tty type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        return this;
    }

    void resize(int columns, int rows) {
        process.setWinSize(new WinSize(columns, rows));
    }

    /** What matches {@code regex} in what was written, as soon as it is there; what it ends is forgotten. */
    Matcher await(String regex) throws InterruptedException {
        var pattern = Pattern.compile(regex);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        synchronized (output) {
            for (; ; ) {
                var matcher = pattern.matcher(output.toString());
                if (matcher.find()) {
                    output.delete(0, matcher.end());
                    return matcher;
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertThat(left)
                        .as("\"" + regex + "\" in what was written: " + output)
                        .isPositive();
                output.wait(left);
            }
        }
    }

    String written() {
        synchronized (output) {
            return output.toString();
        }
    }

    int exitCode() throws Exception {
        // Not waitFor with a time, which looks ten times a second.
        return process.onExit().get(PATIENCE_S, TimeUnit.SECONDS).exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
