package dev.trestle.gateway.terminal;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Target;
import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Principal;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Protocol;
import dev.trestle.wire.Pty;
import dev.trestle.wire.Withdrawn;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The terminals that one socket looks at, each once: another attach takes the place of the one before. Calls that open and
 * end such a view pass through here, and those that are about one are answered here.
 */
public final class Terminals {

    /** What the network has yet to take, above which terminals write no more: less than makes the socket's queue full. */
    private static final int LEAVING = 32_768;

    private final Edge edge;
    private final Frames frames;
    private final Turns turns;
    private final Map<Integer, View> byStream = new HashMap<>();
    private final Map<String, View> byTerminal = new HashMap<>();
    private boolean over;

    public Terminals(Edge edge, Frames frames) {
        this.edge = edge;
        this.frames = frames;
        turns = new Turns(frames, Math.min(LEAVING, edge.config().limits().queueBytes() / 2));
    }

    /** Whether {@code operation} is answered here, without a worker. */
    public static boolean answers(String operation) {
        return operation.equals(Pty.ACK.name()) || operation.equals(Pty.DETACH.name());
    }

    /**
     * Whether {@code operation} is about a terminal that there is: a worker answers that at once, and it need not wait
     * until other calls have ended.
     */
    public static boolean steers(String operation) {
        return operation.startsWith("pty.")
                && Protocol.operation(operation).flatMap(row -> row.handle()).isPresent();
    }

    /** Answers {@code operation} of {@code principal}; fails with a {@link Failure}. */
    public Empty answer(Principal principal, String operation, Buffer params) {
        if (!principal.may(Pty.ATTACH.name())) {
            throw new Failure(ErrorCode.FORBIDDEN, "not granted: " + operation);
        }
        if (operation.equals(Pty.ACK.name())) {
            var ack = Wire.decode(params, Pty.Ack.class);
            find(ack.terminal()).acknowledge(ack.offset());
        } else {
            remove(find(Wire.decode(params, Pty.Detach.class).terminal())).leave();
        }
        return new Empty();
    }

    private View find(String terminal) {
        var view = byTerminal.get(terminal);
        if (view == null) {
            throw new Failure(ErrorCode.NOT_FOUND, "this connection is not attached to " + terminal);
        }
        return view;
    }

    /** The view with this stream, or {@code null}. */
    View find(int stream) {
        return byStream.get(stream);
    }

    /** Has a call answered, with what a worker needs to know about this socket; fails with a {@link Failure} alone. */
    public Future<Buffer> call(Principal principal, String operation, Target target, Buffer params, Caller caller) {
        try {
            return route(principal, operation, target, params, caller);
        } catch (Failure refused) {
            return Future.failedFuture(refused);
        }
    }

    private Future<Buffer> route(Principal principal, String operation, Target target, Buffer params, Caller caller) {
        if (operation.equals(Pty.OPEN.name())) {
            var view = view(Wire.decode(params, Pty.Open.class).binary());
            return look(view, dispatch(principal, operation, target, params, caller.with(view.address())), reply -> {
                var opened = Wire.decode(reply, Pty.Opened.class);
                begin(view, opened.terminal(), target, opened.offset());
            });
        } else if (operation.equals(Pty.ATTACH.name())) {
            var request = Wire.decode(params, Pty.Attach.class);
            var view = view(request.binary());
            return look(view, dispatch(principal, operation, target, params, caller.with(view.address())), reply -> {
                var attached = Wire.decode(reply, Pty.Attached.class);
                begin(view, request.terminal(), target, attached.offset());
            });
        } else if (operation.equals(Pty.RESIZE.name())) {
            var known = byTerminal.get(Wire.decode(params, Pty.Resize.class).terminal());
            return dispatch(
                    principal, operation, target, params, known == null ? caller : caller.with(known.address()));
        }
        return dispatch(principal, operation, target, params, caller);
    }

    private Future<Buffer> dispatch(
            Principal principal, String operation, Target target, Buffer params, Caller caller) {
        return edge.dispatch().call(principal, operation, target, params, caller);
    }

    private View view(boolean binary) {
        return new View(edge.node().streams(), turns, binary, this::remove);
    }

    /** The answer, after {@code begin} when it is one; no output comes before it has been sent. */
    private static Future<Buffer> look(View view, Future<Buffer> answer, Consumer<Buffer> begin) {
        return answer.onComplete(ended -> {
            if (ended.succeeded()) {
                begin.accept(ended.result());
            } else {
                view.leave();
            }
        });
    }

    private void begin(View view, String terminal, Target target, long offset) {
        var before = byTerminal.put(terminal, view);
        if (before != null) {
            byStream.remove(before.stream());
            before.leave();
        }
        byStream.put(view.stream(), view);
        view.begin(terminal, target.workspace(), offset, edge.config().limits().terminalBytes());
        if (over) {
            remove(view).leave();
        }
    }

    private void withdraw(View view) {
        remove(view).leave();
        var news = new Withdrawn.Detached(view.terminal(), Withdrawn.CHANGED);
        frames.notification(Withdrawn.TERMINAL.name(), Wire.encode(news), () -> {});
    }

    private View remove(View view) {
        byStream.remove(view.stream(), view);
        byTerminal.remove(view.terminal(), view);
        return view;
    }

    /** Ends what {@code principal} may not look at any more. */
    public void keep(Principal principal) {
        List.copyOf(byStream.values()).stream()
                .filter(view -> !principal.may(Pty.ATTACH.name(), view.workspace()))
                .forEach(this::withdraw);
    }

    /** The client reads again. */
    public void resume() {
        turns.run();
    }

    /** The socket is gone; the terminals stay. */
    public void end() {
        over = true;
        List.copyOf(byStream.values()).forEach(view -> remove(view).leave());
    }
}
