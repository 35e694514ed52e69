package dev.trestle.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maven refuses a dependency across a border: shown on a copy of the poms in which one is planted. */
class PlantedDependencyIT {

    private static final Path ROOT = Path.of(System.getProperty("repository.root"));

    @TempDir
    private Path copy;

    @ParameterizedTest(name = "{0} may not depend on {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    gateway      | verticle-fs  | The gateway knows no verticle.
                    verticles/fs | gateway      | A verticle knows no sibling and no edge: it talks over the bus.
                    config       | shared-types | Config knows nobody of ours.
                    bus          | config       | The bus knows the contract and nobody else of ours.
                    """)
    void refusesTheDependency(String module, String dependency, String sentence) throws Exception {
        // Given
        copyPoms();
        plant(module, dependency);
        // When
        var maven = validate(module);
        // Then
        assertThat(maven.exitCode()).isNotZero();
        assertThat(maven.output())
                .contains("(borders) on project " + module.replace("verticles/", "verticle-"))
                .contains(sentence)
                .contains("dev.trestle:" + dependency);
    }

    private record Ended(int exitCode, String output) {}

    private void copyPoms() throws IOException {
        var modules = Files.readString(ROOT.resolve("pom.xml"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("<module>"))
                .map(line -> line.replaceAll("</?module>", ""))
                .toList();
        Files.copy(ROOT.resolve("pom.xml"), copy.resolve("pom.xml"));
        for (var module : modules) {
            Files.createDirectories(copy.resolve(module));
            Files.copy(
                    ROOT.resolve(module).resolve("pom.xml"),
                    copy.resolve(module).resolve("pom.xml"));
        }
    }

    private void plant(String module, String artifact) throws IOException {
        var pom = copy.resolve(module).resolve("pom.xml");
        var dependency = "<dependencies><dependency><groupId>dev.trestle</groupId><artifactId>" + artifact
                + "</artifactId></dependency>";
        Files.writeString(pom, Files.readString(pom).replaceFirst("<dependencies>", dependency));
    }

    /** Offline, with the repository of the build that runs this test, which has everything the rules need. */
    private Ended validate(String module) throws IOException, InterruptedException {
        var log = copy.resolve("maven.log");
        var maven = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-o",
                        "-q",
                        "-B",
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                        "-pl",
                        module,
                        "-am",
                        "validate"))
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(maven.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(maven.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    }
}
