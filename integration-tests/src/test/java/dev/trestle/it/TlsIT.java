package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trestle.it.Launched.Ended;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener with a certificate of its own. */
@Tag("jdk")
class TlsIT {

    @TempDir
    private static Path folder;

    private static Path first;
    private static Path second;
    private static StartedTrestle trestle;
    private static int statusPort;

    @BeforeAll
    static void start() throws IOException {
        statusPort = Neighbourhood.freePort();
        first = certificate("first");
        second = certificate("second");
        use("first", "first");
        var all = settings("used.pem", "used.key");
        all.put("TRESTLE_STATUS_ENABLED", "true");
        all.put("TRESTLE_STATUS_PORT", Integer.toString(statusPort));
        all.put("TRESTLE_STATUS_TLS_CERTIFICATE", folder.resolve("used.pem").toString());
        all.put("TRESTLE_STATUS_TLS_KEY", folder.resolve("used.key").toString());
        all.put("TRESTLE_DIALECTS_DEVEX_ENABLED", "true");
        all.put("TRESTLE_DIALECTS_DEVEX_PORT", "0");
        all.put(
                "TRESTLE_DIALECTS_DEVEX_TLS_CERTIFICATE",
                folder.resolve("second.pem").toString());
        all.put("TRESTLE_DIALECTS_DEVEX_TLS_KEY", folder.resolve("second.key").toString());
        trestle = StartedTrestle.of(folder, all);
    }

    @AfterAll
    static void end() {
        trestle.close();
    }

    /** For 127.0.0.1, trusted by those who trust itself. */
    private static Path certificate(String name) {
        return certificate(folder, name);
    }

    /** Makes {@code name.pem} and {@code name.key} in {@code folder}. */
    static Path certificate(Path folder, String name) {
        var script = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name
                + " -addext subjectAltName=IP:127.0.0.1 -keyout " + name + ".key -out " + name + ".pem";
        var environment = Map.of("PATH", System.getenv("PATH"));
        try (var openssl = Launched.start(folder, environment, List.of("sh", "-c", script))) {
            var made = openssl.ended();
            assertThat(made.exitCode()).as(made.err()).isZero();
        }
        return folder.resolve(name + ".pem");
    }

    private static void use(String certificate, String key) throws IOException {
        var copy = StandardCopyOption.REPLACE_EXISTING;
        Files.copy(folder.resolve(certificate + ".pem"), folder.resolve("used.pem"), copy);
        Files.copy(folder.resolve(key + ".key"), folder.resolve("used.key"), copy);
    }

    private static Map<String, String> settings(String certificate, String key) {
        var settings = new HashMap<>(StartedTrestle.WITH_TOKEN);
        settings.put(
                "TRESTLE_GATEWAY_TLS_CERTIFICATE", folder.resolve(certificate).toString());
        settings.put("TRESTLE_GATEWAY_TLS_KEY", folder.resolve(key).toString());
        return settings;
    }

    private static SSLContext trusting(Path certificate) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var pem = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "it", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Whether each of some new connections shows {@code certificate}, whichever event loop takes it. */
    private static boolean shows(Path certificate) throws IOException, GeneralSecurityException {
        return shows(trestle.port(), certificate);
    }

    private static boolean shows(int port, Path certificate) throws IOException, GeneralSecurityException {
        var sockets = trusting(certificate).getSocketFactory();
        for (int i = 0; i < 8; i++) {
            try (var socket = (SSLSocket) sockets.createSocket("127.0.0.1", port)) {
                socket.startHandshake();
            } catch (SSLHandshakeException another) {
                return false;
            }
        }
        return true;
    }

    private static Ended list(Path authority) {
        var url = "https://127.0.0.1:" + trestle.port();
        return StartedTrestle.run(
                folder,
                StartedTrestle.WITH_TOKEN,
                "call",
                "fs.list",
                "path=",
                "--url",
                url,
                "--ca",
                authority.toString());
    }

    private static void reload(String certificate, String key) throws IOException {
        use(certificate, key);
        trestle.process().signal("HUP");
    }

    @Test
    void commandsAndSocketsComeInByTls() throws Exception {
        // When
        var trusting = list(first);
        var doubting = list(second);
        // Then
        assertThat(trestle.readyLine()).startsWith("ready https://127.0.0.1:");
        assertThat(trusting.exitCode()).as(trusting.err()).isZero();
        assertThat(trusting.out()).contains("used.pem");
        assertThat(doubting.exitCode()).isEqualTo(1);
        assertThat(doubting.err()).contains("is not trusted", "--ca");
        var socket = HttpClient.newBuilder()
                .sslContext(trusting(first))
                .build()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + StartedTrestle.TOKEN)
                .header("Origin", "https://127.0.0.1:" + trestle.port())
                .buildAsync(URI.create("wss://127.0.0.1:" + trestle.port() + "/ws"), new WebSocket.Listener() {})
                .get(10, TimeUnit.SECONDS);
        assertThat(socket.isInputClosed()).isFalse();
        socket.abort();
    }

    @Test
    void theCertificateIsReadAgainOnHangUpUnlessItIsWrong() throws Exception {
        // Given
        assertThat(shows(first)).isTrue();
        reload("second", "first");
        await().atMost(Launched.PATIENCE).until(() -> trestle.process().err().contains("is not the key of"));
        assertThat(shows(first)).isTrue();
        // When
        reload("second", "second");
        // Then
        await().atMost(Launched.PATIENCE).until(() -> shows(second));
        reload("first", "first");
        await().atMost(Launched.PATIENCE).until(() -> shows(first));
    }

    @Test
    void theCertificateIsReadAgainWhenItsFilesChange() throws Exception {
        // Given
        assertThat(shows(first)).isTrue();
        use("second", "first");
        await().atMost(Launched.PATIENCE).until(() -> complaints() == 2);
        assertThat(shows(first)).isTrue();
        // When
        use("second", "second");
        // Then
        await().atMost(Launched.PATIENCE).until(() -> shows(second) && shows(statusPort, second));
        assertThat(metrics()).contains("trestle_certificate_expires_seconds{listener=\"gateway.tls\"}", "status.tls");
        use("first", "first");
        await().atMost(Launched.PATIENCE).until(() -> shows(first));
    }

    /** How often the log says that a certificate was not taken, for each of two listeners. */
    private static long complaints() {
        return trestle.process()
                .err()
                .lines()
                .filter(line -> line.contains("the certificate stays as it was"))
                .count();
    }

    private static String metrics() throws Exception {
        var client = HttpClient.newBuilder().sslContext(trusting(second)).build();
        var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + statusPort + "/metrics"))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void aDialectHasACertificateOfItsOwn() throws Exception {
        var line = trestle.process().line(said -> said.startsWith("dialect devex "));
        var url = URI.create(line.substring("dialect devex ".length()));

        assertThat(url.getScheme()).isEqualTo("https");
        assertThat(shows(url.getPort(), second)).isTrue();
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedAtTheStart() {
        // When
        var refused =
                StartedTrestle.run(folder, settings("first.pem", "second.key"), "up", folder.toString(), "--port", "0");
        // Then
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("gateway.tls.key", "second.key is not the key of", "first.pem");
    }
}
