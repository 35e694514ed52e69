package dev.trestle.verticle.pty;

import dev.trestle.bus.Feed;
import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.bus.Workplace;
import dev.trestle.config.PtyConfig;
import dev.trestle.sandbox.Reaper;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.wire.Feeds;
import dev.trestle.wire.Pty;
import dev.trestle.wire.PtyRun;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Serves {@link Pty}: a table of operations, nothing else. */
public final class PtyVerticle extends VerticleBase {

    /** How many programs are started at once. */
    private static final int STARTING = 4;

    private final Node node;
    private final PtyConfig config;
    private final Map<String, Path> workspaces;
    private Room room;
    private Reaper reaper;
    private Crew crew;
    private WorkerExecutor threads;
    private Operations operations;

    /** The terminals of {@code workspaces}, a directory for each id. */
    public PtyVerticle(Node node, PtyConfig config, Map<String, Path> workspaces) {
        this.node = node;
        this.config = config;
        this.workspaces = workspaces;
    }

    @Override
    public Future<?> start() {
        threads = vertx.createSharedWorkerExecutor("pty-start", STARTING);
        return threads.executeBlocking(this::prepare).compose(programs -> {
            room.start(context);
            count(room.terminals());
            operations = Operations.of(node, "pty", workspaces.keySet())
                    .serve(Pty.OPEN, new OpenTerminal(room, programs, threads))
                    .serve(Pty.ATTACH, new AttachTerminal(room))
                    .serveAtOnce(Pty.INPUT, new TypeInput(room))
                    .serveAtOnce(Pty.RESIZE, new ResizeTerminal(room))
                    .serveAtOnce(Pty.SIGNAL, new SendSignal(room))
                    .serve(Pty.CLOSE, new CloseTerminal(room))
                    .serve(Pty.LIST, new ListOpen(room))
                    .serve(PtyRun.RUN, new RunProgram(vertx, config, room, programs, threads))
                    .serve(Feeds.PTY, new Feed(vertx, Map.of("terminals", TerminalNews.of(node, room.terminals()))));
            return operations.start();
        });
    }

    private void count(Terminals terminals) {
        Gauge.builder("trestle.terminals", terminals, Terminals::count)
                .description("Open terminals.")
                .register(node.meters().registry());
    }

    /** Blocks: looks at directories and tries the sandbox. */
    private Programs prepare() {
        crew = new Crew(config.threads());
        room = new Room(node, config, crew, workspaces);
        var variables = System.getenv();
        var sandbox = Sandbox.of(config, variables);
        sandbox.check(room.workplaces().all().stream().map(Workplace::root).toList());
        reaper = new Reaper(Duration.ofMillis(config.killGraceMs()));
        return new Programs(config, sandbox, Surroundings.of(config, variables), reaper, crew);
    }

    @Override
    public Future<?> stop() {
        return operations
                .stop()
                .compose(withdrawn -> room.terminals().closeAll())
                .eventually(reaper::close)
                .onComplete(ended -> crew.close());
    }
}
