package dev.trestle.verticle.pty;

import dev.trestle.bus.Node;
import dev.trestle.bus.Workplaces;
import dev.trestle.config.PtyConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.Map;

/** What the handlers share: the workspaces and their terminals. Belongs to the event loop that it was started on. */
final class Room {

    /** How often to look for terminals whose time is over, in milliseconds at most. */
    private static final long PERIOD = 1_000;

    private final Node node;
    private final PtyConfig config;
    private final Workplaces workplaces;
    private final Terminals terminals;
    private Context context;

    Room(Node node, PtyConfig config, Crew crew, Map<String, Path> workspaces) {
        this.node = node;
        this.config = config;
        workplaces = new Workplaces(workspaces);
        terminals = new Terminals(node.id(), config, crew);
    }

    /** From here on terminals end when their time is over. */
    void start(Context loop) {
        context = loop;
        long period = Math.min(PERIOD, 1 + Math.min(config.detachedTtlMs(), config.exitedTtlMs()) / 2);
        node.vertx().setPeriodic(period, tick -> {
            terminals.expired().forEach(this::close);
            terminals.tidy();
        });
    }

    Workplaces workplaces() {
        return workplaces;
    }

    Terminals terminals() {
        return terminals;
    }

    /** Connects a terminal with the stream at {@code address}. */
    Viewing view(Terminal terminal, String address) {
        return new Viewing(terminal, node.streams(), address);
    }

    /** Forgets a terminal and ends it; completes when it has ended. */
    Future<Void> close(Terminal terminal) {
        var closed = Promise.<Void>promise();
        terminals
                .close(terminal)
                .onComplete(ended -> context.runOnContext(now -> {
                    terminals.release(terminal.facts());
                    closed.complete();
                }));
        return closed.future();
    }
}
