package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitRemote.Answer;
import dev.trestle.wire.GitRemote.Done;
import dev.trestle.wire.GitRemote.Fetch;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A remote over https that wants to know who we are. */
class GitCredentialTest {

    private static final String SECRET = "s3cret-of-ada";
    private static final String EXPECTED =
            "Basic " + Base64.getEncoder().encodeToString(("ada:" + SECRET).getBytes(StandardCharsets.UTF_8));

    @RegisterExtension
    private final GitNode node = new GitNode("git.credentialMs", "1000");

    @TempDir
    private static Path keys;

    private static SSLContext tls;

    private final AtomicBoolean seen = new AtomicBoolean();
    private RealGit git;
    private HttpsServer server;

    @BeforeAll
    static void aCertificate() throws Exception {
        tls = tls(keys);
    }

    @BeforeEach
    void aRemoteThatAsks() throws Exception {
        var origin = RealGit.init(node.outside().resolve("origin"));
        origin.commit("a", "1");
        origin.run("update-server-info");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> serve(exchange, origin.folder().resolve(".git")));
        server.start();
        git = node.repository();
        git.run(
                "remote",
                "add",
                "origin",
                "https://localhost:" + server.getAddress().getPort() + "/x.git");
        git.run("config", "http.sslCAInfo", keys.resolve("cert.pem").toString());
    }

    @AfterEach
    void noRemote() {
        server.stop(0);
    }

    private static SSLContext tls(Path folder) throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var store = folder.resolve("keys.p12");
        var common = List.of("-keystore", store.toString(), "-storepass", "changeit", "-alias", "x");
        var key = List.of(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-ext",
                "bc=ca:true",
                "-validity",
                "2");
        run(keytool, key, common);
        run(
                keytool,
                List.of(
                        "-exportcert",
                        "-rfc",
                        "-file",
                        folder.resolve("cert.pem").toString()),
                common);
        var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void run(String program, List<String> first, List<String> then) throws Exception {
        var command = new ArrayList<>(List.of(program));
        command.addAll(first);
        command.addAll(then);
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private void serve(HttpExchange exchange, Path repository) throws IOException {
        try (exchange) {
            if (!EXPECTED.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            seen.compareAndSet(false, isInAProcessList());
            var file = repository.resolve(exchange.getRequestURI().getPath().replaceFirst("^/x.git/", ""));
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Whether the secret is among the arguments or the variables of any process. */
    private static boolean isInAProcessList() {
        for (var process : ProcessHandle.allProcesses().toList()) {
            for (var list : List.of("cmdline", "environ")) {
                try {
                    var file = Path.of("/proc", String.valueOf(process.pid()), list);
                    if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET)) {
                        return true;
                    }
                } catch (IOException gone) {
                    // It cannot tell.
                }
            }
        }
        return false;
    }

    private Future<Done> fetch() {
        return node.send(GitRemote.FETCH, new Fetch("", null, false));
    }

    private String asked() {
        var event = node.told(GitRemote.ASKED);
        assertThat(event.getString("url"))
                .isEqualTo("https://localhost:" + server.getAddress().getPort());
        assertThat(event.getString("prompt")).startsWith("Username for");
        return event.getString("request");
    }

    @Test
    void aClientIsAskedOnceAndTheSecretIsInNoProcessList() {
        var fetch = fetch();

        node.call(GitRemote.CREDENTIAL, new Answer(asked(), "ada", SECRET));

        GitNode.await(fetch);
        assertThat(git.run("rev-parse", "origin/main")).hasSize(40);
        assertThat(node.told())
                .filteredOn(one -> one.event().equals(GitRemote.ASKED))
                .hasSize(1);
        assertThat(seen).isFalse();
        assertThat(git.sh("grep -r " + SECRET + " .git || true")).isEmpty();
    }

    @Test
    void aWrongSecretIsRefusedByTheRemote() {
        var fetch = fetch();

        node.call(GitRemote.CREDENTIAL, new Answer(asked(), "ada", "wrong"));

        assertThat(GitNode.code(fetch)).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aClientMayHaveNoSecret() {
        var fetch = fetch();

        node.call(GitRemote.CREDENTIAL, new Answer(asked(), null, null));

        assertThat(GitNode.code(fetch)).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void withoutAnAnswerNothingHangs() {
        assertThat(GitNode.code(fetch())).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aHelperOfTheRepositoryIsNotAsked() throws IOException {
        // Given
        var canary = node.outside().resolve("canary");
        git.file(".git/evil", "#!/bin/sh\ntouch " + canary + "\n").sh("chmod +x .git/evil");
        var evil = node.root().resolve(".git/evil").toString();
        var ofAddress = "credential.https://localhost:" + server.getAddress().getPort() + ".helper";
        for (var setting : List.of("core.askPass", "credential.helper", ofAddress)) {
            git.run("config", setting, evil);
            git.may("fetch");
            assertThat(canary).as("the bare git runs " + setting).exists();
            Files.delete(canary);
            git.run("config", "--unset", setting);
        }
        git.run("config", "core.askPass", evil);
        git.run("config", "credential.helper", evil);
        git.run("config", ofAddress, evil);
        // When
        assertThat(GitNode.code(fetch())).isEqualTo(ErrorCode.FORBIDDEN);
        // Then
        assertThat(canary).doesNotExist();
    }

    @Test
    void anAnswerToNothingIsRefused() {
        assertThat(GitNode.code(node.send(GitRemote.CREDENTIAL, new Answer("cr-x", "ada", SECRET))))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }
}
