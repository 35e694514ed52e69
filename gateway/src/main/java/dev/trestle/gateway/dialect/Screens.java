package dev.trestle.gateway.dialect;

import dev.trestle.bus.Target;
import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.terminal.Frames;
import dev.trestle.gateway.terminal.Terminals;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Pty;
import dev.trestle.wire.Withdrawn;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The terminals that one client looks at and types into, as text: whole characters, in order, and no more at a time than
 * the client takes. A terminal goes on when the client is gone. Futures fail with a {@link Failure} alone.
 */
public final class Screens {

    /** What one terminal says. */
    public interface Viewer {
        /** Output; to run {@code taken} when the network has it, since no more comes than is taken. */
        void output(String text, Runnable taken);

        /** Its program has ended, and how: nothing more comes. */
        void ended(Pty.Exited how);
    }

    private final class Output implements Frames {
        @Override
        public void binary(Buffer message, Runnable gone) {
            gone.run();
        }

        @Override
        public void notification(String method, byte[] params, Runnable gone) {
            hear(method, params, gone);
        }

        @Override
        public boolean isFull() {
            return full.getAsBoolean();
        }
    }

    private final BooleanSupplier full;
    private final Guest guest;
    private final Consumer<Future<?>> onCall;
    private final Terminals terminals;
    private final Map<String, Viewer> viewers = new HashMap<>();

    /** Of somebody of whom {@code full} says whether they have yet to read what they were sent. */
    Screens(Edge edge, BooleanSupplier full, Guest guest, Consumer<Future<?>> onCall) {
        this.full = full;
        this.guest = guest;
        this.onCall = onCall;
        this.terminals = new Terminals(edge, new Output());
    }

    /** Starts a shell of this size; yields the name of its terminal. */
    public Future<String> open(int cols, int rows, Viewer viewer) {
        var request = new Pty.Open(cols, rows, null, null, null, null, false);
        return call(Pty.OPEN, Target.workspace(guest.workspace()), request).map(opened -> {
            viewers.put(opened.terminal(), viewer);
            return opened.terminal();
        });
    }

    /** Looks at a terminal that is there; yields what its screen shows, behind which output goes on. */
    public Future<String> attach(String terminal, Viewer viewer) {
        return call(Pty.ATTACH, at(terminal), new Pty.Attach(terminal, null, false, true))
                .map(attached -> {
                    viewers.put(terminal, viewer);
                    return attached.snapshot();
                });
    }

    /** Types {@code data}, in the order of the calls. */
    public Future<?> type(String terminal, String data) {
        return call(Pty.INPUT, at(terminal), new Pty.Input(terminal, data, Pty.Encoding.UTF8));
    }

    /** Says which size the client shows. */
    public Future<?> resize(String terminal, int cols, int rows) {
        return call(Pty.RESIZE, at(terminal), new Pty.Resize(terminal, cols, rows));
    }

    /** Ends a terminal and all that runs in it; from now on nothing comes of it. */
    public Future<?> close(String terminal) {
        viewers.remove(terminal);
        return call(Pty.CLOSE, at(terminal), new Pty.Close(terminal));
    }

    private Target at(String terminal) {
        return Target.handle(guest.workspace(), terminal);
    }

    private <Q, R> Future<R> call(Operation<Q, R> operation, Target target, Q request) {
        var params = Buffer.buffer(Wire.encode(request));
        var answer =
                terminals.call(guest.principal(), operation.name(), target, params, guest.caller(operation.name()));
        onCall.accept(answer);
        return answer.map(reply -> Wire.decode(reply, operation.reply()));
    }

    private void end(Pty.Exited how) {
        var viewer = viewers.remove(how.terminal());
        if (viewer != null) {
            viewer.ended(how);
        }
    }

    private void hear(String method, byte[] params, Runnable gone) {
        if (method.equals(Pty.OUTPUT.name())) {
            output(Wire.decode(params, Pty.Output.class), gone);
            return;
        }
        gone.run();
        if (method.equals(Pty.EXITED.name())) {
            end(Wire.decode(params, Pty.Exited.class));
        } else if (method.equals(Withdrawn.TERMINAL.name())) {
            var view = Wire.decode(params, Withdrawn.Detached.class);
            end(new Pty.Exited(view.terminal(), null, null, view.reason()));
        } else if (method.equals(Pty.LAGGED.name())) {
            goOn(Wire.decode(params, Pty.Lagged.class));
        }
    }

    private void output(Pty.Output output, Runnable gone) {
        Runnable taken = () -> {
            acknowledge(output);
            gone.run();
        };
        var viewer = viewers.get(output.terminal());
        if (viewer == null) {
            taken.run();
        } else {
            viewer.output(output.data(), taken);
        }
    }

    private void acknowledge(Pty.Output output) {
        var ack = Buffer.buffer(Wire.encode(new Pty.Ack(output.terminal(), output.next())));
        try {
            terminals.answer(guest.principal(), Pty.ACK.name(), ack);
        } catch (Failure gone) {
            // The view has ended meanwhile, and nobody waits for this.
        }
    }

    /** The client was slower than others who look on: it goes on where it was. */
    private void goOn(Pty.Lagged lagged) {
        call(Pty.ATTACH, at(lagged.terminal()), new Pty.Attach(lagged.terminal(), lagged.offset(), false, false));
    }

    /** The client reads again. */
    void resume() {
        terminals.resume();
    }

    /** The client's rights have changed. */
    void review() {
        terminals.keep(guest.principal());
    }

    /** The client is gone. */
    void end() {
        terminals.end();
        viewers.clear();
    }
}
