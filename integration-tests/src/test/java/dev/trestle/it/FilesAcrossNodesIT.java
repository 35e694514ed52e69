package dev.trestle.it;

import static dev.trestle.it.FilesOverHttp.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files by way of a node that has none: the gateway is one process, the worker another. */
class FilesAcrossNodesIT {

    /** More than the sockets and windows on the way hold. */
    private static final int LARGE = 32 << 20;

    private static final Duration SOON = Duration.ofSeconds(15);

    private static byte[] content;
    private static Neighbourhood gateway;

    @TempDir
    private Path folder;

    private StartedTrestle worker;
    private FilesOverHttp files;

    @BeforeAll
    static void startTheGateway(@TempDir Path empty) {
        content = new byte[LARGE];
        new Random(6).nextBytes(content);
        gateway = new Neighbourhood(empty, Map.of("TRESTLE_NODE_ROLES", "[gateway]"));
    }

    @AfterAll
    static void stopTheGateway() {
        gateway.close();
    }

    @BeforeEach
    void start() throws IOException {
        Files.write(folder.resolve("large.bin"), content);
        files = new FilesOverHttp(gateway.trestle());
        startTheWorker();
    }

    private void startTheWorker() {
        worker = StartedTrestle.of(
                folder,
                Map.of(
                        "TRESTLE_CLUSTER_ENABLED",
                        "true",
                        "TRESTLE_CLUSTER_PORT",
                        Integer.toString(Neighbourhood.freePort()),
                        "TRESTLE_CLUSTER_MEMBERS",
                        "[" + gateway.member() + "]"),
                "--role",
                "fs");
        await().atMost(Launched.PATIENCE).until(() -> files.head("large.bin").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        worker.close();
        // The next one starts when the gateway knows that this one is gone.
        await().atMost(Launched.PATIENCE).until(() -> files.head("large.bin").statusCode() == 503);
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A request that has begun, and of which so much has been sent. */
    private Socket begin(String method, String path, String headers, int sent) throws IOException {
        var socket = new Socket("127.0.0.1", gateway.trestle().port());
        socket.setSoTimeout((int) Launched.PATIENCE.toMillis());
        var head = method + " " + FilesOverHttp.target(path) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + StartedTrestle.TOKEN + "\r\n" + headers + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(content, 0, sent);
        return socket;
    }

    private static String head(InputStream answer) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) answer.read());
        }
        return head.toString();
    }

    @Test
    void aWorkerThatIsKilledFailsItsTransfersSoonAndTheNextOneServesOnWithoutTheirLitter() throws IOException {
        // Given
        try (var up = begin("PUT", "large.bin", "Content-Length: " + LARGE + "\r\n", LARGE / 2);
                var down = begin("GET", "large.bin", "", 0)) {
            assertThat(head(down.getInputStream())).startsWith("HTTP/1.1 200 ").contains("content-length: " + LARGE);
            await().until(() -> names().size() == 2);
            long start = System.nanoTime();
            // When
            worker.process().signal("KILL");
            // Then
            var refused = new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(refused).startsWith("HTTP/1.1 503 ").contains("application/problem+json", "UNAVAILABLE");
            assertThat(rest(down.getInputStream())).isLessThan(LARGE);
            assertThat(text(files.get("large.bin"))).contains("UNAVAILABLE");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        }
        // When
        worker.close();
        startTheWorker();
        // Then
        await().atMost(Launched.PATIENCE)
                .untilAsserted(() -> assertThat(names()).containsExactly("large.bin"));
        assertThat(files.get("large.bin").body()).isEqualTo(content);
        assertThat(files.put("new.bin", content).statusCode()).isEqualTo(201);
        assertThat(folder.resolve("new.bin")).hasBinaryContent(content);
    }

    /** How many bytes come until the connection ends, cleanly or not. */
    private static long rest(InputStream answer) {
        long read = 0;
        try {
            var bytes = new byte[65_536];
            for (int length = answer.read(bytes); length >= 0; length = answer.read(bytes)) {
                read += length;
            }
        } catch (IOException cut) {
            return read;
        }
        return read;
    }

    @Test
    void aWorkerThatStopsLetsTransfersEnd() throws IOException {
        // Given
        try (var down = begin("GET", "large.bin", "", 0);
                var up = begin("PUT", "new.bin", "Content-Length: " + LARGE + "\r\n", LARGE / 2)) {
            head(down.getInputStream());
            await().until(() -> names().size() == 2);
            // When
            worker.process().signal("TERM");
            await().atMost(Launched.PATIENCE)
                    .until(() -> files.head("large.bin").statusCode() == 503);
            // Then
            up.getOutputStream().write(content, LARGE / 2, LARGE - LARGE / 2);
            assertThat(head(up.getInputStream())).startsWith("HTTP/1.1 201 ");
            assertThat(down.getInputStream().readAllBytes()).isEqualTo(content);
        }
        assertThat(worker.process().ended().exitCode()).isZero();
        assertThat(folder.resolve("new.bin")).hasBinaryContent(content);
    }
}
