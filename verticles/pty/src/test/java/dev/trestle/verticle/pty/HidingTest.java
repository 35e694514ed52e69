package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.sandbox.Syscalls;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HidingTest {

    @Test
    void theVariablesOfAWorkerAreKeptFromItsProgramsUnlessTheyAreRoots() throws Exception {
        // When
        var worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HiddenWorker.class.getName())
                .redirectError(Redirect.INHERIT)
                .start();
        // Then
        var said = worker.inputReader().lines().toList();
        assertThat(said).containsExactly("true", Syscalls.isRoot() ? "0" : "1");
    }
}
