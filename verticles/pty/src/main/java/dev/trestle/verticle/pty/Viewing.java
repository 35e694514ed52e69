package dev.trestle.verticle.pty;

import dev.trestle.bus.StreamWriter;
import dev.trestle.bus.Streams;
import dev.trestle.wire.Failure;

/** Connects a terminal with the stream of somebody who looks at it. */
final class Viewing implements StreamWriter.Producer {

    private final Terminal terminal;
    private final StreamWriter writer;
    private final int stream;
    private Viewer viewer;

    /** To be made on an event loop, which is told of the stream's news. */
    Viewing(Terminal terminal, Streams streams, String address) {
        this.terminal = terminal;
        stream = Streams.numberOf(address);
        writer = streams.writeTo(address, this);
    }

    int stream() {
        return stream;
    }

    /** In the terminal's turn, or before the first: from here on, first {@code replay} when there is one. */
    Viewer begin(long offset, byte[] replay) {
        viewer = new Viewer(writer, stream, offset, replay);
        return viewer;
    }

    Viewer viewer() {
        return viewer;
    }

    /** The terminal has nothing for it. */
    void refuse(Failure cause) {
        writer.fail(cause);
    }

    @Override
    public void granted() {
        terminal.wake();
    }

    @Override
    public void cancelled(Failure cause) {
        terminal.ask(() -> {
            terminal.show().detach(this);
            return null;
        });
    }
}
