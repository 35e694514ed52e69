package dev.trestle.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A shell where servers run, for programs as peers: what it starts costs what it costs people, and not what it costs Java.
 * The output comes through a pipe and is read to its end, which is a line that no program of ours writes.
 */
final class Shell implements AutoCloseable {

    private static final byte[] END = "\0that was all\n".getBytes(StandardCharsets.US_ASCII);

    private final Child child;
    private final byte[] buffer = new byte[64 * 1024];

    private Shell(Child child) {
        this.child = child;
    }

    /** A shell in {@code folder}. */
    static Shell in(Path folder, Setup setup) throws IOException {
        var builder = setup.onServersCore(List.of("sh")).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new Shell(Child.start(builder.directory(folder.toFile())));
    }

    /** Runs {@code command} and says how many bytes it wrote. */
    long run(String command) throws IOException {
        return run(command, OutputStream.nullOutputStream());
    }

    /** How many lines that begin with {@code start} it writes. */
    long lines(String command, String start) throws IOException {
        var output = new ByteArrayOutputStream();
        run(command, output);
        return output.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(start))
                .count();
    }

    private long run(String command, OutputStream output) throws IOException {
        var input = child.process().getOutputStream();
        input.write((command + " </dev/null; printf '\\0that was all\\n'\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        return readTo(child.process().getInputStream(), output);
    }

    private long readTo(InputStream from, OutputStream output) throws IOException {
        long total = 0;
        var last = new byte[0];
        while (!Arrays.equals(last, END)) {
            int read = from.read(buffer);
            if (read < 0) {
                throw new IOException("the shell has ended");
            }
            total += read;
            output.write(buffer, 0, read);
            last = last(last, read);
        }
        return total - END.length;
    }

    /** The last bytes of what has come, so many as the end has. */
    private byte[] last(byte[] before, int read) {
        var both = Arrays.copyOf(before, before.length + Math.min(read, END.length));
        int more = both.length - before.length;
        System.arraycopy(buffer, read - more, both, before.length, more);
        return Arrays.copyOfRange(both, Math.max(0, both.length - END.length), both.length);
    }

    @Override
    public void close() {
        child.close();
    }
}
