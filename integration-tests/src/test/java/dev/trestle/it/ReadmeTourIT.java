package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages for readers say is so: the tour of README.md as pasted, and where links lead. */
class ReadmeTourIT {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final String PORT = "8080";
    private static final String FOLDER = "/tmp/trestle-tour";

    @TempDir
    private Path folder;

    @Test
    void theTourOfTheReadmeRunsAsPastedAndShowsWhatItShows() throws IOException {
        // Given
        var readme = Files.readString(StartedTrestle.ROOT.resolve("README.md"));
        int port = Neighbourhood.freePort();
        var tour = new Tour(
                readme.replace(PORT, Integer.toString(port))
                        .replace(FOLDER, folder.resolve("tour").toString()),
                "## A tour of five minutes");
        Files.createSymbolicLink(folder.resolve("trestle"), StartedTrestle.ROOT.resolve("trestle"));
        var environment = Map.of(
                "PATH", System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home"),
                "TRESTLE_GATEWAY_PORT", Integer.toString(port),
                "TRESTLE_URL", "http://127.0.0.1:" + port);
        // When
        var command = List.of("sh", "-e", "-c", tour.script(folder.toString()));
        try (var shell = Launched.start(folder, environment, command)) {
            // Some twenty commands, each a process of its own.
            var ended = shell.ended(Launched.PATIENCE.multipliedBy(3));
            // Then
            Files.delete(folder.resolve("trestle"));
            assertThat(ended.exitCode()).as(ended.err()).isZero();
        }
        assertThat(tour.steps()).hasSizeGreaterThan(3);
        for (int i = 0; i < tour.steps().size(); i++) {
            var step = tour.steps().get(i);
            var actual = Files.readString(folder.resolve(i + ".out"));
            assertThat(step.matches(actual))
                    .as("%s%nshows%n%s%nand not%n%s", step.script(), actual, step.output())
                    .isTrue();
        }
    }

    @Test
    void aTourKnowsItsStepsAndWhatTheyShow() {
        // When
        var tour = new Tour(
                "# A\n\n## Tour\n\n```sh\necho a; x=1\n```\n```text\na…\nb\n```\n\n```js\nno\n```\n\n```sh\ntrue\n```\n\n## B\n```sh\nno\n```\n",
                "## Tour");
        // Then
        assertThat(tour.steps())
                .containsExactly(new Tour.Step("echo a; x=1\n", "a…\nb\n"), new Tour.Step("true\n", null));
        assertThat(tour.steps().get(0).matches("a and more\nb\n")).isTrue();
        assertThat(tour.steps().get(0).matches("a\nand more\nb\n")).isFalse();
        assertThat(tour.steps().get(1).matches("whatever")).isTrue();
    }

    static Stream<Path> pages() throws IOException {
        try (var docs = Files.walk(StartedTrestle.ROOT.resolve("docs"))) {
            var pages = docs.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(
                    Stream.of("README.md", "CONTRIBUTING.md").map(StartedTrestle.ROOT::resolve), pages.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkIntoTheRepositoryLeadsSomewhere(Path page) throws IOException {
        // Given
        var links = LINK.matcher(Files.readString(page)).results().map(link -> link.group(1));
        // When
        var inside = links.filter(link -> !link.matches("[a-z]+:.*|#.*")).map(link -> link.replaceAll("#.*", ""));
        // Then
        assertThat(inside)
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }
}
