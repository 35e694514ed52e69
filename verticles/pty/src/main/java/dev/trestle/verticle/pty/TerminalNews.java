package dev.trestle.verticle.pty;

import dev.trestle.bus.Feed;
import dev.trestle.bus.ListNews;
import dev.trestle.bus.Node;
import dev.trestle.bus.Outlet;
import dev.trestle.wire.Pty;
import java.util.Objects;

/** What is told about the terminals of a workspace on {@code workspace/ID/terminals}. */
final class TerminalNews {

    private TerminalNews() {}

    /** Of {@code terminals} in whatever workspace is asked for. */
    static Feed.Source of(Node node, Terminals terminals) {
        return ListNews.of(
                node,
                "pty",
                "terminals",
                workspace -> ListNews.byName(terminals.list(workspace), Pty.Terminal::terminal),
                TerminalNews::compare);
    }

    private static void compare(Pty.Terminal before, Pty.Terminal now, Outlet outlet) {
        if (now == null) {
            outlet.add("closed", before);
            return;
        } else if (before == null) {
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
}
