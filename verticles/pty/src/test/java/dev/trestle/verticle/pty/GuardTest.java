package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    @TempDir
    Path workspace;

    private Process worker(String sandbox, Strays strays) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StrayingWorker.class.getName(),
                        workspace.toString(),
                        sandbox,
                        strays.script())
                .redirectError(Redirect.INHERIT)
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "BUBBLEWRAP"})
    void nothingOutlivesAWorkerThatIsKilled(String sandbox) throws Exception {
        // Given
        var strays = new Strays();
        var worker = worker(sandbox, strays);
        long guard = Long.parseLong(worker.inputReader().readLine());
        strays.awaitAll();
        assertThat(ProcessHandle.of(guard)).isPresent();
        // When
        worker.toHandle().destroyForcibly();
        assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();
        // Then
        strays.awaitNone();
        Wait.until("the guard has gone", () -> ProcessHandle.of(guard).isEmpty());
    }
}
