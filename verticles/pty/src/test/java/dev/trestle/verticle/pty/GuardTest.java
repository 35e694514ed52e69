package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.config.PtyConfig;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

    @TempDir
    Path workspace;

    private Process worker(Strays strays) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StrayingWorker.class.getName(),
                        workspace.toString(),
                        strays.script())
                .redirectError(Redirect.INHERIT)
                .start();
    }

    @Test
    void nothingOutlivesAWorkerThatIsKilledInASandboxOrNot() throws Exception {
        // Given
        var strays = new Strays();
        var worker = worker(strays);
        long guard = Long.parseLong(worker.inputReader().readLine());
        strays.awaitAll(PtyConfig.Sandbox.values().length);
        assertThat(ProcessHandle.of(guard)).isPresent();
        // When
        worker.toHandle().destroyForcibly();
        assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();
        // Then
        strays.awaitNone();
        Wait.until("the guard has gone", () -> ProcessHandle.of(guard).isEmpty());
    }
}
