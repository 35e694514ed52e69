package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a service beside Trestle needs. */
class ExampleBordersIT {

    private static final Pattern IMPORT_OF_OURS = Pattern.compile("import (?:static )?(dev\\.trestle\\.\\w+)");

    @Test
    void dependsOnTheContractAndTheBusAlone() throws IOException {
        // Given
        var source =
                StartedTrestle.ROOT.resolve("integration-tests/src/test/java/dev/trestle/it/example/LintService.java");
        // When
        var imports = IMPORT_OF_OURS.matcher(Files.readString(source)).results().map(found -> found.group(1));
        // Then
        assertThat(imports).isNotEmpty().containsOnly("dev.trestle.bus", "dev.trestle.wire");
        assertThat(System.getProperty("java.class.path")).doesNotContain("gateway", "verticle-fs", "trestle.jar");
    }
}
