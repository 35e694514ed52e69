package dev.trestle.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AuditFileTest {

    private static final String LOGGER = "trestle.audit.test";

    @AfterEach
    void close() {
        AuditFile.close(LOGGER);
    }

    @Test
    void aFileThatHasGrownTooLargeBecomesTheFirstOfTheFormerOnes(@TempDir Path folder) throws IOException {
        // Given
        var file = folder.resolve("audit.json");
        assertThat(AuditFile.open(LOGGER, file, 1_000, 1)).isTrue();
        var lines = LoggerFactory.getLogger(LOGGER);
        var former = folder.resolve("audit.json.1");
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        // When
        int written = 0;
        while (Files.notExists(former) && System.nanoTime() < end) {
            lines.info("{\"line\":{}}", ++written);
            LockSupport.parkNanos(1_000_000);
        }
        lines.info("{\"line\":\"last\"}");
        AuditFile.close(LOGGER);
        // Then
        assertThat(former).exists();
        assertThat(Files.readAllLines(former).get(0)).isEqualTo("{\"line\":1}");
        assertThat(Files.readAllLines(file)).last().isEqualTo("{\"line\":\"last\"}");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaid(@TempDir Path folder) {
        assertThat(AuditFile.open(LOGGER, folder, 1_000, 1)).isFalse();
    }
}
