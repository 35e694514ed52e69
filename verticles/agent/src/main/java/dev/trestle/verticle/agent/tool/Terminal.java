package dev.trestle.verticle.agent.tool;

import dev.trestle.bus.StreamReader;
import dev.trestle.bus.Wire;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import dev.trestle.wire.PtyFrame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command that an agent runs in a terminal of the workspace, and the end of what it has said. */
public final class Terminal implements StreamReader.Receiver {

    /**
     * What to run.
     *
     * @param directory where, or {@code null} for the root of the workspace
     * @param most how much of the output is kept, in bytes
     */
    public record Command(List<String> program, String directory, Map<String, String> variables, int most) {}

    private static final int COLS = 120;
    private static final int ROWS = 40;
    private static final int WINDOW = 262_144;

    private final Reach reach;
    private final int most;
    private final StreamReader reader;
    private final Promise<Pty.Exit> exit = Promise.promise();
    private Buffer said = Buffer.buffer();
    private boolean truncated;
    private boolean released;
    private String id;

    private Terminal(Reach reach, int most) {
        this.reach = reach;
        this.most = most;
        this.reader = reach.node().streams().reader(this);
    }

    /** Starts {@code command}, without colours where it can be told. */
    public static Future<Terminal> open(Reach reach, Command command) {
        var terminal = new Terminal(reach, command.most());
        var variables = new HashMap<>(Map.of("TERM", "dumb", "NO_COLOR", "1", "PAGER", "cat", "GIT_PAGER", "cat"));
        variables.putAll(command.variables());
        var open = new Pty.Open(COLS, ROWS, command.program(), command.directory(), variables, null, true);
        return reach.call(Pty.OPEN, open, terminal.reader.address())
                .map(opened -> {
                    terminal.id = opened.terminal();
                    terminal.reader.grant(WINDOW + PtyFrame.SLACK);
                    return terminal;
                })
                .onFailure(refused -> terminal.reader.cancel());
    }

    /** Names it, for people who want to attach. */
    public String id() {
        return id;
    }

    /** How the command ends. */
    public Future<Pty.Exit> exited() {
        return exit.future();
    }

    /** The end of what the command has said so far. */
    public String output() {
        return said.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** Whether more was said than is kept. */
    public boolean truncated() {
        return truncated;
    }

    /** Ends the command, where it still runs. */
    public Future<?> kill() {
        return reach.callAt(id, Pty.SIGNAL, new Pty.Signal(id, "KILL"));
    }

    /** Ends the command and the terminal; what it has said stays. */
    public void release() {
        if (!released) {
            released = true;
            reach.callAt(id, Pty.CLOSE, new Pty.Close(id)).onComplete(closed -> exit.tryComplete(killed()));
        }
    }

    private static Pty.Exit killed() {
        return new Pty.Exit(137, "KILL");
    }

    @Override
    public void data(Buffer message) {
        var content = message.getBuffer(PtyFrame.HEADER, message.length());
        switch (PtyFrame.of(message.getByte(0))) {
            case DATA -> keep(content);
            case EXITED -> {
                var exited = Wire.decode(content, Pty.Exited.class);
                exit.tryComplete(exited.code() == null ? killed() : new Pty.Exit(exited.code(), exited.signal()));
            }
            default -> {
                // Nobody here shows a size, and nobody lags.
            }
        }
        reader.grant(message.length());
    }

    private void keep(Buffer more) {
        said.appendBuffer(more);
        // Not with every message, since that copies.
        if (said.length() > 2L * most) {
            cut();
        }
    }

    private void cut() {
        int start = said.length() - most;
        while (start < said.length() && (said.getByte(start) & 0xC0) == 0x80) {
            start++;
        }
        said = said.getBuffer(start, said.length());
        truncated = true;
    }

    @Override
    public void end() {
        if (said.length() > most) {
            cut();
        }
        exit.tryComplete(killed());
    }

    @Override
    public void failed(Failure cause) {
        exit.tryFail(cause);
    }
}
