package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is larger than all the memory of the server goes down and up. */
@Tag("jdk")
class FilesMemoryIT {

    private static final long SIZE = 256L << 20;
    private static final long MOST_GROWTH = 64L << 10;

    @TempDir
    private Path folder;

    /** The most memory that the process ever had, in KiB. */
    private static long peak(StartedTrestle trestle) throws IOException {
        var status = Path.of("/proc/" + trestle.process().pid() + "/status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    @Test
    void itTakesNoMoreMemoryThanASmallOne() throws Exception {
        // Given
        try (var file = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
            file.setLength(SIZE);
        }
        Files.write(folder.resolve("small"), new byte[4 << 20]);
        var environment = new HashMap<>(Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m -XX:+UseSerialGC"));
        environment.putAll(StartedTrestle.WITH_TOKEN);
        try (var trestle = StartedTrestle.of(folder, environment)) {
            var files = new FilesOverHttp(trestle);
            copy(files, "small");
            long before = peak(trestle);
            // When
            copy(files, "large");
            // Then
            assertThat(Files.size(folder.resolve("large.copy"))).isEqualTo(SIZE);
            assertThat(peak(trestle) - before).as("growth in KiB").isLessThan(MOST_GROWTH);
        }
    }

    /** Down and up at the same time. */
    private static void copy(FilesOverHttp files, String name) {
        var answer =
                files.send("PUT", files.uri(name + ".copy"), BodyPublishers.ofInputStream(() -> files.stream(name)));
        assertThat(answer.statusCode()).isEqualTo(201);
    }
}
