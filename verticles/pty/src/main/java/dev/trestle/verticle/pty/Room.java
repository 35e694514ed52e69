package dev.trestle.verticle.pty;

import dev.trestle.bus.Call;
import dev.trestle.bus.Node;
import dev.trestle.config.PtyConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the handlers share: the workspaces and their terminals. Belongs to the event loop that it was started on. */
final class Room {

    /** How often to look for terminals whose time is over, in milliseconds at most. */
    private static final long PERIOD = 1_000;

    private final Node node;
    private final PtyConfig config;
    private final Map<String, Workplace> workplaces;
    private final Terminals terminals;
    private Context context;

    Room(Node node, PtyConfig config, Crew crew, Map<String, Path> workspaces) {
        this.node = node;
        this.config = config;
        workplaces = workspaces.entrySet().stream()
                .map(entry -> Workplace.of(entry.getKey(), entry.getValue()))
                .collect(Collectors.toUnmodifiableMap(Workplace::id, Function.identity()));
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

    Map<String, Workplace> workplaces() {
        return workplaces;
    }

    Terminals terminals() {
        return terminals;
    }

    /**
     * The workspace of a call.
     *
     * @throws Failure {@code NOT_FOUND}
     */
    Workplace workplace(Call call) {
        var found = call.workspace() == null ? null : workplaces.get(call.workspace());
        if (found == null) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such workspace: " + call.workspace());
        }
        return found;
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
