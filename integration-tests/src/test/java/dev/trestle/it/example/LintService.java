package dev.trestle.it.example;

import dev.trestle.bus.Call;
import dev.trestle.bus.Caller;
import dev.trestle.bus.Cluster;
import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.bus.Target;
import dev.trestle.wire.Describe;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A service beside Trestle, in a process of its own: it joins the bus, serves {@code lint.run} for every workspace, and reads
 * the files it is asked about by {@code fs.read}. All it depends on is {@code shared-types} and {@code bus}.
 *
 * <p>On the class path, Hazelcast wants to be let into the JDK by {@code --add-opens}; trestle.jar's manifest has the list.
 */
public final class LintService {

    /** {@code lint.run}. */
    public record Run(@Describe("The text file to look at.") String path) {}

    /** A line that ends in blanks, counted from 1. */
    public record Finding(int line, String message) {}

    /** The answer to {@code lint.run}. */
    public record Report(int lines, List<Finding> findings) {}

    /** The row that names the operation; a client of another language only needs the name. */
    public static final Operation<Run, Report> RUN =
            new Operation<>("lint.run", Run.class, Report.class, "Finds the lines that end in blanks.");

    private final Node node;
    private final Operations operations;

    private LintService(Node node) {
        this.node = node;
        this.operations = Operations.everywhere(node, "lint").serve(RUN, this::run);
    }

    /** Takes the port for the cluster manager and the {@code host:port} of a node to join. */
    public static void main(String[] arguments) {
        var cluster = new Cluster("trestle", "127.0.0.1", Integer.parseInt(arguments[0]), 0, List.of(arguments[1]));
        Node.join(cluster, new VertxOptions())
                .map(LintService::new)
                .compose(service -> service.operations.start().map(service))
                .onSuccess(service -> {
                    Runtime.getRuntime().addShutdownHook(new Thread(service::stop));
                    System.out.println("serving " + RUN.name());
                })
                .onFailure(cause -> {
                    cause.printStackTrace();
                    System.exit(1);
                });
    }

    /** Runs on the event loop: it asks, and what it does with the answer takes no time. */
    private Future<Report> run(Run request, Call call) {
        var onBehalf = new Caller(
                call.principal(),
                call.deadline(),
                call.traceparent(),
                UUID.randomUUID().toString());
        var read = new Fs.Read(request.path(), 0, null, Fs.Encoding.UTF8);
        return node.calls(call.principal())
                .call(Fs.READ, Target.workspace(call.workspace()), read, onBehalf)
                .map(content -> report(content.content().lines().toList()));
    }

    private static Report report(List<String> lines) {
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals(lines.get(i).stripTrailing())) {
                findings.add(new Finding(i + 1, "ends in blanks"));
            }
        }
        return new Report(lines.size(), findings);
    }

    /** First no new calls, then the others are left: whoever calls now is told at once that nobody serves this. */
    private void stop() {
        operations
                .stop()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
        node.leave()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }
}
