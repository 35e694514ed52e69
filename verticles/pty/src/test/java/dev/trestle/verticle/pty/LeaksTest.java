package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Reaper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaksTest {

    private static final int TERMINALS = 100;

    @TempDir
    Path workspace;

    private static int descriptors() {
        return Path.of("/proc/self/fd").toFile().list().length;
    }

    private static int threads() {
        return Path.of("/proc/self/task").toFile().list().length;
    }

    private void openAndEnd(Reaper reaper) throws Exception {
        var mark = reaper.mark();
        var launch = new Launch(List.of("/bin/true"), Map.of("PATH", "/usr/bin:/bin"), workspace);
        try (var tty = Tty.start(mark.on(launch))) {
            reaper.born(mark, tty.pid());
            assertThat(tty.exitCode()).isZero();
        }
        reaper.end(mark).toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void terminalsThatCameAndWentLeaveNothing() throws Exception {
        // Given
        var reaper = new Reaper(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            openAndEnd(reaper);
        }
        int descriptors = descriptors();
        int threads = threads();
        // When
        for (int i = 0; i < TERMINALS; i++) {
            openAndEnd(reaper);
        }
        // Then
        Wait.until("descriptors are as before", () -> descriptors() <= descriptors + 2);
        Wait.until("threads are as before", () -> threads() <= threads + 2);
        reaper.close();
    }
}
