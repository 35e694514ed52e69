package dev.trestle.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maven refuses a dependency across a border: shown on a copy of the poms in which one is planted. */
class PlantedDependencyIT {

    private static final Path ROOT = Path.of(System.getProperty("repository.root"));

    /** What each room says to a dependency that it must not have. */
    private static final Map<String, String> SENTENCES = Map.of(
            "shared-types", "The contract knows only the JDK.",
            "config", "Config knows nobody of ours.",
            "bus", "The bus knows the contract and nobody else of ours.",
            "gateway", "The gateway knows no verticle.",
            "verticles/fs", "A verticle knows no sibling and no edge: it talks over the bus.");

    @TempDir
    private Path copy;

    @BeforeEach
    void copyPoms() throws IOException {
        Files.copy(ROOT.resolve("pom.xml"), copy.resolve("pom.xml"));
        for (var module : modules()) {
            Files.createDirectories(copy.resolve(module));
            Files.copy(
                    ROOT.resolve(module).resolve("pom.xml"),
                    copy.resolve(module).resolve("pom.xml"));
        }
    }

    @Test
    void theGatewayCannotDependOnAVerticle() throws Exception {
        // Given
        plant("gateway", "verticle-fs");
        // When
        var maven = maven("validate", "-pl", "gateway", "-am");
        // Then
        assertThat(maven.exitCode()).isNotZero();
        assertThat(maven.output())
                .contains("(borders) on project gateway")
                .contains("The gateway knows no verticle.")
                .contains("dev.trestle:verticle-fs");
    }

    @Test
    void noRoomCanDependOnWhatItMustNotKnow() throws Exception {
        // Given
        addModule("verticles/planted", "verticle-planted");
        var rooms = SENTENCES.keySet();
        for (var room : rooms) {
            plant(room, "verticle-planted");
        }
        // When
        var maven = maven("validate", "--fail-never", "-pl", String.join(",", rooms), "-am");
        // Then
        SENTENCES.forEach((room, sentence) -> assertThat(maven.output())
                .contains("(borders) on project " + room.replace("verticles/", "verticle-"))
                .contains(sentence));
    }

    private record Ended(int exitCode, String output) {}

    private static List<String> modules() throws IOException {
        return Files.readString(ROOT.resolve("pom.xml"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("<module>"))
                .map(line -> line.replaceAll("</?module>", ""))
                .toList();
    }

    /** A module that depends on nobody, so that everybody can depend on it without a cycle. */
    private void addModule(String folder, String artifact) throws IOException {
        replace("pom.xml", "<modules>", "<modules><module>" + folder + "</module>");
        Files.createDirectories(copy.resolve(folder));
        var sibling = Files.readString(copy.resolve("verticles/fs/pom.xml"));
        var parent = sibling.substring(sibling.indexOf("<parent>"), sibling.indexOf("</parent>"));
        Files.writeString(
                copy.resolve(folder).resolve("pom.xml"),
                "<project><modelVersion>4.0.0</modelVersion>" + parent + "</parent><artifactId>" + artifact
                        + "</artifactId></project>");
    }

    private void plant(String module, String artifact) throws IOException {
        var dependency = "<dependency><groupId>dev.trestle</groupId><artifactId>" + artifact
                + "</artifactId><version>${project.version}</version></dependency>";
        replace(module + "/pom.xml", "<dependencies>", "<dependencies>" + dependency);
    }

    private void replace(String file, String text, String other) throws IOException {
        var before = Files.readString(copy.resolve(file));
        assertThat(before).contains(text);
        int at = before.indexOf(text);
        Files.writeString(copy.resolve(file), before.substring(0, at) + other + before.substring(at + text.length()));
    }

    /** Offline, with the repository of the build that runs this test, which has everything the rules need. */
    private Ended maven(String... arguments) throws IOException, InterruptedException {
        var log = copy.resolve("maven.log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
        command.addAll(List.of("-o", "-q", "-B", "-Dmaven.repo.local=" + System.getProperty("maven.repo.local")));
        command.addAll(List.of(arguments));
        var maven = new ProcessBuilder(command)
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(maven.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(maven.exitValue(), Files.readString(log));
    }
}
