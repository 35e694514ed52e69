package dev.trestle.bench.micro;

import dev.trestle.wire.Fs;
import java.nio.charset.StandardCharsets;

/** The messages that the benchmarks read and write. */
final class Samples {

    static final byte[] STAT = "{\"path\":\"src/main/notes.txt\"}".getBytes(StandardCharsets.UTF_8);
    static final Fs.Entry ENTRY = new Fs.Entry(
            "notes.txt",
            "src/main/notes.txt",
            Fs.EntryType.FILE,
            4096,
            1_767_225_600_000L,
            420,
            "2n9c-35s-dfgs8v1l-dfgs8v1l",
            null);
    static final Fs.Content CONTENT = new Fs.Content(
            "src/main/notes.txt", "0123456789abcde\n".repeat(256), Fs.Encoding.UTF8, 4096, "2n9c-35s-dfgs8v1l", true);

    private Samples() {}
}
