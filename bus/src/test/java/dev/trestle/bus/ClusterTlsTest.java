package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event bus with mutual TLS, and those who should not get in. */
class ClusterTlsTest {

    private static final String HOST = "127.0.0.1";

    @TempDir
    private static Path folder;

    private static final AtomicInteger SERVED = new AtomicInteger();
    private static int port;
    private static int busPort;
    private static Node server;

    @BeforeAll
    static void start() throws Exception {
        makeCertificates("nodes", "server", "client");
        makeCertificates("strangers", "stranger");
        port = Ends.freePort();
        busPort = Ends.freePort();
        var tls = tls("nodes", "server");
        server = Ends.await(
                Node.join(new Cluster("tls", HOST, port, busPort, List.of(), null, tls, 1 << 20), new VertxOptions()));
        Ends.await(Operations.of(server, "echo", Set.of("demo"))
                .serve(Echo.SAY, (say, call) -> {
                    SERVED.incrementAndGet();
                    return Future.succeededFuture(new Echo.Said(say.text()));
                })
                .start());
    }

    @AfterAll
    static void stop() {
        Ends.await(server.leave());
    }

    private static void makeCertificates(String authority, String... nodes) throws Exception {
        var command = new ArrayList<>(List.of(
                "sh",
                "../config/deploy/certificates.sh",
                folder.resolve(authority).toString()));
        command.addAll(List.of(nodes));
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private static Cluster.Tls tls(String authority, String node) {
        var of = folder.resolve(authority);
        return new Cluster.Tls(
                of.resolve(node + ".pem").toString(),
                of.resolve(node + ".key").toString(),
                of.resolve("authority.pem").toString());
    }

    private static Node join(Cluster.Tls tls) throws IOException {
        var cluster = new Cluster("tls", HOST, Ends.freePort(), 0, List.of(HOST + ":" + port), null, tls, 1 << 20);
        return Ends.await(Node.join(cluster, new VertxOptions()));
    }

    @Test
    void nodesWithCertificatesOfOneAuthorityCallEachOther() throws Exception {
        // Given
        var client = join(tls("nodes", "client"));
        var ends = new Ends(server, client);
        ends.until(() -> client.directory().hosts("demo"));
        // When
        var said = client.calls("test").call(Echo.SAY, Target.workspace("demo"), new Echo.Say("hello", 1));
        // Then
        assertThat(Ends.await(said).text()).isEqualTo("hello");
        Ends.await(client.leave());
    }

    @Test
    void aNodeOfAnotherAuthorityReachesNothing() throws Exception {
        assertReachesNothing(tls("strangers", "stranger"));
    }

    @Test
    void aNodeWithoutACertificateReachesNothing() throws Exception {
        assertReachesNothing(null);
    }

    private static void assertReachesNothing(Cluster.Tls tls) throws Exception {
        // Given: it is in the cluster manager's view, whose port is another matter
        var stranger = join(tls);
        var ends = new Ends(server, stranger);
        ends.until(() -> stranger.directory().hosts("demo"));
        int before = SERVED.get();
        // When
        var call = stranger.calls("test")
                .call(
                        Echo.SAY,
                        Target.workspace("demo"),
                        new Echo.Say("let me in", 1),
                        Caller.of("test", Duration.ofSeconds(3)));
        // Then
        assertThat(Ends.failureOf(call).code()).isIn(ErrorCode.UNAVAILABLE, ErrorCode.TIMEOUT);
        assertThat(SERVED.get()).isEqualTo(before);
        Ends.await(stranger.leave());
    }

    @Test
    void aRawFrameIsCutOffWhateverLengthItClaims() throws Exception {
        try (var socket = new Socket(HOST, busPort)) {
            socket.setSoTimeout(5_000);
            var out = new DataOutputStream(socket.getOutputStream());
            // When
            out.writeInt(Integer.MAX_VALUE);
            out.write(new byte[64]);
            // Then
            assertThat(isCutOff(socket)).isTrue();
        }
    }

    @Test
    void aPeerThatSpeaksTlsButShowsNoCertificateIsCutOff() throws Exception {
        var trusting = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trusting}, null);
        try (var socket = context.getSocketFactory().createSocket(HOST, busPort)) {
            socket.setSoTimeout(5_000);
            assertThat(isCutOff(socket)).isTrue();
        }
    }

    /** Whether the other side ends the connection, with an alert at most. */
    private static boolean isCutOff(Socket socket) {
        try {
            socket.getOutputStream().write(1);
            var in = socket.getInputStream();
            int read = in.read();
            while (read >= 0) {
                read = in.read();
            }
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException cut) {
            return true;
        }
    }
}
