package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.it.Launched.Ended;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The files that put Trestle in place, held against the programs that they are for, where those are installed. */
@ExtendWith(OneTrestle.class)
class DeploymentIT {

    private static final Path FILES = StartedTrestle.ROOT.resolve("config/deploy");
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");

    @TempDir
    private Path folder;

    private Ended run(String... command) {
        try (var process = Launched.start(folder, ENVIRONMENT, List.of(command))) {
            return process.ended();
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(ENVIRONMENT.get("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    @Test
    void systemdFindsNothingWrongWithTheUnit() throws IOException {
        assumeTrue(isInstalled("systemd-analyze"), "systemd-analyze is not installed");
        // Given
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var unit = Files.readString(FILES.resolve("systemd/trestle.service"));
        var file = Files.writeString(folder.resolve("trestle.service"), unit.replace("/usr/bin/java", java));
        // When
        var verified = run("systemd-analyze", "verify", "--man=no", file.toString());
        // Then
        assertThat(verified.exitCode()).as(verified.err()).isZero();
        assertThat(verified.err()).doesNotContain("trestle.service:");
    }

    @Test
    void nginxTakesTheConfiguration() throws IOException {
        assumeTrue(isInstalled("nginx"), "nginx is not installed");
        // Given
        var config = nginx("8080", "443 ssl http2");
        // When
        var tested = run("nginx", "-t", "-p", folder.toString(), "-c", config.toString());
        // Then
        assertThat(tested.exitCode()).as(tested.err()).isZero();
        assertThat(tested.err()).doesNotContain("[warn]");
    }

    @Test
    void socketsUploadsAndDownloadsPassThroughNginx(Desk desk, StartedTrestle trestle) throws IOException {
        assumeTrue(isInstalled("nginx"), "nginx is not installed");
        // Given
        int port = Neighbourhood.freePort();
        var config = nginx(Integer.toString(trestle.port()), "127.0.0.1:" + port);
        var command = List.of("nginx", "-g", "daemon off;", "-p", folder.toString(), "-c", config.toString());
        try (var nginx = Launched.start(folder, ENVIRONMENT, command)) {
            var files = new FilesOverHttp(trestle);
            var large = new byte[3_000_000];
            new Random(1).nextBytes(large);
            var uri = URI.create("http://127.0.0.1:" + port + FilesOverHttp.target(desk.at("large")));
            await().atMost(Launched.PATIENCE).ignoreExceptions().until(() -> accepts(port));
            // When
            var stored = files.send("PUT", uri, BodyPublishers.ofByteArray(large));
            var loaded = files.send("GET", uri, BodyPublishers.noBody());
            var metrics = Http.get(uri.resolve("/metrics"));
            // Then
            assertThat(stored.statusCode()).as(nginx.err()).isBetween(200, 201);
            assertThat(loaded.body()).isEqualTo(large);
            assertThat(metrics.body()).contains("trestle_sockets");
            var owner = Map.of("Authorization", "Bearer " + StartedTrestle.TOKEN);
            try (var client = Client.open(URI.create("ws://127.0.0.1:" + port + "/ws"), owner)) {
                assertThat(client.notification().get("method").asText()).isEqualTo("session.ready");
                client.call("session.ping");
            }
            nginx.terminate();
        }
    }

    private static boolean accepts(int port) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        }
    }

    /** The configuration within what Debian's nginx.conf has around it, with a certificate of this test. */
    private Path nginx(String gateway, String listen) throws IOException {
        var made = run(
                "sh",
                FILES.resolve("certificates.sh").toString(),
                folder.resolve("tls").toString(),
                "edge");
        assertThat(made.exitCode()).as(made.err()).isZero();
        var ours = Files.readString(FILES.resolve("nginx.conf"))
                .replace(
                        "/etc/trestle/certificate.pem",
                        folder.resolve("tls/edge.pem").toString())
                .replace("/etc/trestle/key.pem", folder.resolve("tls/edge.key").toString())
                .replace("127.0.0.1:8080", "127.0.0.1:" + gateway)
                .replace("listen 443 ssl http2", "listen " + listen);
        return Files.writeString(
                folder.resolve("nginx.conf"),
                (System.getProperty("user.name").equals("root") ? "user root;\n" : "")
                        + "pid nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n"
                        + "client_body_temp_path t1;\nproxy_temp_path t2;\nfastcgi_temp_path t3;\nuwsgi_temp_path t4;\n"
                        + "scgi_temp_path t5;\n" + ours + "\n}\n");
    }
}
