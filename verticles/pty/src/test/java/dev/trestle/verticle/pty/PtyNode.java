package dev.trestle.verticle.pty;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Node;
import dev.trestle.bus.Target;
import dev.trestle.config.PtyConfig;
import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node that serves terminals in the workspace {@code demo}, and a caller; for one test. */
final class PtyNode implements BeforeEachCallback, AfterEachCallback {

    private final Map<String, String> settings = new HashMap<>();
    private Path root;
    private Node node;

    /** With these settings, keys and values in turn, over the defaults. */
    PtyNode(String... settings) {
        this.settings.put("node.roles", "[gateway]");
        for (int i = 0; i < settings.length; i += 2) {
            this.settings.put(settings[i], settings[i + 1]);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        root = Files.createTempDirectory("pty-test").toRealPath();
        node = Node.alone(new VertxOptions().setEventLoopPoolSize(1));
        PtyConfig config = Settings.read(Sources.of(settings)).pty();
        await(node.vertx().deployVerticle(new PtyVerticle(node, config, Map.of("demo", root, "other", root))));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        await(node.leave());
        try (var files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(PtyNode::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    Path root() {
        return root;
    }

    Node node() {
        return node;
    }

    /** A terminal with this program, and one who looks on. */
    Watcher open(String... command) {
        var watcher = new Watcher(node);
        var opened = call(Pty.OPEN, opening(command), watcher.address());
        watcher.looksAt(opened.terminal(), 0);
        return watcher;
    }

    static Pty.Open opening(String... command) {
        return new Pty.Open(80, 24, List.of(command), null, null, null, true);
    }

    /** One more who looks on. */
    Watcher attach(String terminal, Long since) {
        var watcher = new Watcher(node);
        var attached = call(Pty.ATTACH, new Pty.Attach(terminal, since, true, false), watcher.address());
        watcher.looksAt(terminal, attached.offset());
        return watcher;
    }

    void type(String terminal, String text) {
        call(Pty.INPUT, new Pty.Input(terminal, text, Pty.Encoding.UTF8));
    }

    <Q, R> R call(Operation<Q, R> operation, Q request) {
        return call(operation, request, null);
    }

    <Q, R> R call(Operation<Q, R> operation, Q request, String stream) {
        return await(send(operation, request, stream, "demo"));
    }

    <Q, R> Future<R> send(Operation<Q, R> operation, Q request, String stream, String workspace) {
        var caller = Caller.of("test", Duration.ofSeconds(20)).with(stream);
        return node.calls("test").call(operation, Target.workspace(workspace), request, caller);
    }

    /** How a call fails. */
    <Q, R> Failure refusal(Operation<Q, R> operation, Q request) {
        return refusal(send(operation, request, null, "demo"));
    }

    static Failure refusal(Future<?> call) {
        try {
            await(call);
            return new Failure(ErrorCode.INTERNAL, "it did not fail");
        } catch (CompletionException failed) {
            return (Failure) failed.getCause();
        } catch (Failure failed) {
            return failed;
        }
    }

    Pty.Terminal listed(String terminal) {
        return call(Pty.LIST, new Pty.ListTerminals()).terminals().stream()
                .filter(listed -> listed.terminal().equals(terminal))
                .findFirst()
                .orElse(null);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("not within 20 s", late);
        }
    }

    /** Waits for what announces itself by nothing. */
    static void until(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .pollInSameThread()
                .until(condition::getAsBoolean);
    }
}
