package dev.trestle.verticle.pty;

import dev.trestle.bus.Feed;
import dev.trestle.bus.Node;
import dev.trestle.bus.Outlet;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is published about the terminals of one workspace, on {@code workspace/ID/terminals}: it compares them with what was
 * told before and tells the difference, ten times a second. So no terminal has to think of it, and whoever opens and closes
 * many does not flood anybody.
 *
 * <p>It begins with an overflow, before anybody hears that it has begun: who has just subscribed does not get it, and who
 * comes back after nobody has looked for a while does. Belongs to the verticle's event loop.
 */
final class ListNews implements Feed.Running, Outlet.Listener {

    private static final String OVERFLOW = "overflow";
    private static final long PERIOD = 100;

    private final Node node;
    private final Terminals terminals;
    private final String workspace;
    private final Outlet outlet;
    private final long timer;
    private Map<String, Pty.Terminal> told;
    private boolean lost;

    private ListNews(Node node, Terminals terminals, String workspace) {
        this.node = node;
        this.terminals = terminals;
        this.workspace = workspace;
        outlet = new Outlet(node, node.publisher("pty"), "workspace/" + workspace + "/terminals", this);
        told = now();
        outlet.add(OVERFLOW, null);
        timer = node.vertx().setPeriodic(PERIOD, tick -> look());
    }

    /** Of {@code terminals} in whatever workspace is asked for. */
    static Feed.Source of(Node node, Terminals terminals) {
        return workspace -> {
            var news = new ListNews(node, terminals, workspace);
            return news.outlet.settled().map(news);
        };
    }

    private Map<String, Pty.Terminal> now() {
        var now = new LinkedHashMap<String, Pty.Terminal>();
        terminals.list(workspace).forEach(terminal -> now.put(terminal.terminal(), terminal));
        return now;
    }

    private void look() {
        if (outlet.isFull()) {
            return;
        }
        var now = now();
        if (lost) {
            lost = false;
            outlet.add(OVERFLOW, null);
        } else {
            told.values().stream()
                    .filter(gone -> !now.containsKey(gone.terminal()))
                    .forEach(gone -> outlet.add("closed", gone));
            now.values().forEach(terminal -> compare(told.get(terminal.terminal()), terminal));
        }
        told = now;
    }

    private void compare(Pty.Terminal before, Pty.Terminal now) {
        if (before == null) {
            outlet.add("opened", now);
            return;
        }
        if (before.cols() != now.cols() || before.rows() != now.rows()) {
            outlet.add("resized", now);
        }
        if (before.attached() != now.attached()) {
            outlet.add(before.attached() < now.attached() ? "attached" : "detached", now);
        }
        if (!Objects.equals(before.exit(), now.exit())) {
            outlet.add("exited", now);
        }
    }

    @Override
    public void sent() {
        // The next look may tell more.
    }

    @Override
    public void failed(Failure cause) {
        lost = true;
    }

    @Override
    public Future<Void> stop() {
        node.vertx().cancelTimer(timer);
        return Future.succeededFuture();
    }
}
