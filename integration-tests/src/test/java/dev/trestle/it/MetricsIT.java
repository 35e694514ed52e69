package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manual and the dashboard say of the metrics, held against those that there are. */
@Tag("jdk")
class MetricsIT {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+_[a-z_]+)` \\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE ([a-z0-9_]+) ");
    private static final Pattern NAME = Pattern.compile("\\b(?:trestle|jvm|process|system)_[a-z_]+");

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> table() throws IOException {
        return all(ROW, Files.readString(StartedTrestle.ROOT.resolve("docs/OPERATIONS.md")));
    }

    @Test
    void theTableOfTheManualIsWhatThereIs(@TempDir Path folder) throws IOException {
        TlsIT.certificate(folder, "status");
        var settings = new HashMap<>(StartedTrestle.WITH_TOKEN);
        settings.put("TRESTLE_STATUS_ENABLED", "true");
        settings.put("TRESTLE_STATUS_PORT", "0");
        settings.put(
                "TRESTLE_STATUS_TLS_CERTIFICATE", folder.resolve("status.pem").toString());
        settings.put("TRESTLE_STATUS_TLS_KEY", folder.resolve("status.key").toString());
        try (var trestle = StartedTrestle.of(folder, settings)) {
            compare(trestle);
        }
    }

    private static void compare(StartedTrestle trestle) throws IOException {
        // Given
        try (var client = trestle.client()) {
            client.call("session.ping");
        }
        // When
        await().atMost(Launched.PATIENCE)
                .until(() -> Http.get(trestle.http("/metrics")).body().contains("trestle_closes_total{"));
        Http.post(trestle.http("/api/v1/call/fs.list"), Http.OWNER, "{\"path\":\"\"}");
        var names = all(TYPE, Http.get(trestle.http("/metrics")).body());
        // Then
        assertThat(names).containsAll(table());
        assertThat(table())
                .containsAll(names.stream()
                        .filter(name -> name.startsWith("trestle_"))
                        .toList());
    }

    @Test
    void everyQueryOfTheDashboardAsksForMetricsOfTheTable() throws IOException {
        // Given
        var dashboard = Json.of(Files.readString(StartedTrestle.ROOT.resolve("config/deploy/grafana/trestle.json")));
        // When
        var queries =
                dashboard.findValues("expr").stream().map(JsonNode::asText).toList();
        // Then
        assertThat(queries).hasSizeGreaterThan(10).allSatisfy(query -> {
            var names = all(NAME, query);
            assertThat(names).isNotEmpty();
            assertThat(table())
                    .containsAll(names.stream().map(MetricsIT::family).toList());
        });
    }

    private static String family(String series) {
        return series.replaceFirst("_(bucket|count|sum)$", "");
    }
}
