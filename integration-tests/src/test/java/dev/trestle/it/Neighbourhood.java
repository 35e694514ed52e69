package dev.trestle.it;

import dev.trestle.bus.Cluster;
import dev.trestle.bus.Node;
import dev.trestle.it.example.LintService;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node in a cluster, and those who join it. */
final class Neighbourhood implements AutoCloseable {

    /** What Hazelcast asks for; trestle.jar has it in its manifest. */
    private static final List<String> OPENED = List.of(
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private final int port = freePort();
    private final StartedTrestle trestle;

    /** Starts the jar on {@code folder} as the first node of a cluster, with further settings. */
    Neighbourhood(Path folder, Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "TRESTLE_TOKEN",
                StartedTrestle.TOKEN,
                "TRESTLE_CLUSTER_ENABLED",
                "true",
                "TRESTLE_CLUSTER_PORT",
                Integer.toString(port)));
        environment.putAll(more);
        trestle = StartedTrestle.of(folder, environment);
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    StartedTrestle trestle() {
        return trestle;
    }

    /** {@code host:port} at which others join. */
    String member() {
        return "127.0.0.1:" + port;
    }

    /** Starts the example service in a JVM of its own, which serves when this returns. */
    Launched lintService() {
        var command = new ArrayList<>(StartedTrestle.JVM);
        command.addAll(OPENED);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                LintService.class.getName(),
                Integer.toString(freePort()),
                member()));
        var process = Launched.start(trestle.folder(), Map.of("LC_ALL", "C.UTF-8"), command);
        process.line(line -> line.equals("serving lint.run"));
        return process;
    }

    /** This JVM as a node of the cluster. */
    Node join() {
        var cluster = new Cluster("trestle", "127.0.0.1", freePort(), 0, List.of(member()));
        return await(Node.join(cluster, new VertxOptions()));
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(Launched.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        trestle.close();
    }
}
