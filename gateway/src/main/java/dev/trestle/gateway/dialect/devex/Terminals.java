package dev.trestle.gateway.dialect.devex;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Screens;
import dev.trestle.gateway.dialect.devex.Sessions.Session;
import dev.trestle.wire.Pty;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The terminals of one client, which shows one at a time. */
final class Terminals {

    private static final int COLS = 80;
    private static final int ROWS = 24;

    /** Output of one session on its way to the client. */
    private final class Viewer implements Screens.Viewer {

        private Session session;

        @Override
        public void output(String text, Runnable taken) {
            socket.emit("terminalResponse", text, taken);
        }

        @Override
        public void ended(Pty.Exited how) {
            sessions.end(session);
            mine.remove(session);
            socket.emit("terminalClosed", null);
        }
    }

    private final EventSocket socket;
    private final Sessions sessions;
    private final Screens screens;
    private final Set<Session> mine = new HashSet<>();
    private int cols = COLS;
    private int rows = ROWS;

    Terminals(EventSocket socket, Sessions sessions) {
        this.socket = socket;
        this.sessions = sessions;
        this.screens = socket.screens();
    }

    void serve() {
        socket.on("requestTerminal", Requests.Terminal.class, this::request);
        socket.on("terminalInput", Requests.Input.class, this::type);
        socket.on("terminalResize", Requests.Resize.class, this::resize);
        socket.on("closeTerminal", Requests.Terminal.class, this::close);
        socket.onClose(() -> List.copyOf(mine).forEach(session -> sessions.leave(session, socket)));
    }

    /** One that is still there is shown again; a new one has the size that the client said before it asked. */
    private void request(Requests.Terminal request) {
        var known = find(request.sessionId());
        if (known == null) {
            open();
        } else {
            attach(known);
        }
    }

    private void open() {
        var viewer = new Viewer();
        int width = cols;
        int height = rows;
        screens.open(width, height, viewer)
                .onSuccess(terminal -> {
                    viewer.session = sessions.begin(terminal, socket);
                    connected(viewer.session);
                    if (cols != width || rows != height) {
                        screens.resize(terminal, cols, rows);
                    }
                })
                .onFailure(failed -> socket.tell(
                        "terminalError", "error", "Failed to create terminal session: " + failed.getMessage()));
    }

    private void attach(Session session) {
        var viewer = new Viewer();
        viewer.session = session;
        screens.attach(session.terminal(), viewer)
                .onSuccess(screen -> {
                    sessions.enter(session, socket);
                    connected(session);
                    socket.emit("terminalResponse", screen);
                    screens.resize(session.terminal(), cols, rows);
                })
                .onFailure(gone -> {
                    sessions.end(session);
                    open();
                });
    }

    private void connected(Session session) {
        mine.add(session);
        socket.tell("terminalConnected", "sessionId", session.id());
    }

    private Session find(String id) {
        return id == null ? null : sessions.find(id, socket.guest());
    }

    private void type(Requests.Input request) {
        var session = find(request.sessionId());
        if (session != null) {
            screens.type(session.terminal(), request.data());
        }
    }

    /** Also without a session: the client measures its window before it has one. */
    private void resize(Requests.Resize request) {
        cols = request.cols();
        rows = request.rows();
        var session = find(request.sessionId());
        if (session != null) {
            screens.resize(session.terminal(), cols, rows);
        }
    }

    /** Told at once: a client that asks for another one right away would take a late word for the end of that. */
    private void close(Requests.Terminal request) {
        var session = find(request.sessionId());
        if (session != null) {
            sessions.end(session);
            mine.remove(session);
            screens.close(session.terminal());
        }
        socket.emit("terminalClosed", null);
    }
}
