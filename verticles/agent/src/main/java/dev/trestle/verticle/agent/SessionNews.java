package dev.trestle.verticle.agent;

import dev.trestle.bus.Feed;
import dev.trestle.bus.ListNews;
import dev.trestle.bus.Node;
import dev.trestle.bus.Outlet;
import dev.trestle.verticle.agent.session.Sessions;
import dev.trestle.wire.Agents;

/** What is told about the sessions of a workspace on {@code workspace/ID/agents}; no session is too short to be told of. */
final class SessionNews {

    private SessionNews() {}

    /** Of {@code sessions} in whatever workspace is asked for. */
    static Feed.Source of(Node node, Sessions sessions) {
        return ListNews.of(
                node,
                "agent",
                Agents.KIND,
                workspace -> ListNews.byName(sessions.known(workspace), Agents.Session::session),
                SessionNews::compare);
    }

    private static void compare(Agents.Session before, Agents.Session now, Outlet outlet) {
        if (before == null) {
            outlet.add(Agents.OPENED, now);
        }
        boolean was = before != null && before.state().isOver();
        if (now == null) {
            if (!was) {
                outlet.add(Agents.CLOSED, before);
            }
        } else if (now.state().isOver() && !was) {
            outlet.add(Agents.CLOSED, now);
        } else if (before != null && before.state() != now.state()) {
            outlet.add(Agents.CHANGED, now);
        }
    }
}
