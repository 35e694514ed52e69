package dev.trestle.gateway.dialect.cluso;

import dev.trestle.bus.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** An answer in pieces: server-sent events whose data are JSON. What is told to somebody who has gone is dropped. */
final class EventStream {

    private final HttpServerResponse response;

    EventStream(HttpServerResponse response) {
        this.response = response;
    }

    /** Begins the answer. */
    void begin() {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store");
    }

    /** Tells {@code data}, in one piece: some pages drop lines that come in parts. */
    void tell(Object data) {
        write(Buffer.buffer(Wire.encode(data)));
    }

    /** Tells {@code text} as it is, and ends the answer. */
    void end(String text) {
        write(Buffer.buffer(text));
        if (!response.closed()) {
            response.end();
        }
    }

    private void write(Buffer data) {
        if (!response.closed()) {
            response.write(Buffer.buffer("data: ").appendBuffer(data).appendString("\n\n"));
        }
    }
}
