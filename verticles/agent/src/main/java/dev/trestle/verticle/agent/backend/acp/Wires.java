package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Messages to and from a program, one line of JSON each. A thread reads and another one writes, for a program may stop to
 * read or never stop to write; what waits between them and the event loop is bounded.
 */
final class Wires {

    /** How many lines that are no message are passed over: some programs greet. */
    private static final int GREETING = 64;

    private static final byte[] LAST = {};

    private final Program program;
    private final Context loop;
    private final int mostBytes;
    private final Consumer<JsonObject> receiver;
    private final Consumer<Failure> broken;
    private final Semaphore room;
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final AtomicLong outgoingBytes = new AtomicLong();
    private int strange;

    /**
     * Begins to read and to write.
     *
     * @param mostBytes of one message, and of all that wait
     * @param receiver of each message, on {@code loop}
     * @param broken told once, on any thread, why no more messages come
     */
    Wires(Program program, Context loop, int mostBytes, Consumer<JsonObject> receiver, Consumer<Failure> broken) {
        this.program = program;
        this.loop = loop;
        this.mostBytes = mostBytes;
        this.receiver = receiver;
        this.broken = broken;
        room = new Semaphore(mostBytes);
        program.thread("in", this::read);
        program.thread("out", this::write);
    }

    /** Sends {@code message}; any thread may. */
    void send(JsonObject message) {
        var line = message.toBuffer().appendByte((byte) '\n').getBytes();
        if (outgoingBytes.addAndGet(line.length) > 2L * mostBytes) {
            broken.accept(new Failure(ErrorCode.UNAVAILABLE, "the agent does not read what it is sent"));
            return;
        }
        outgoing.add(line);
    }

    /** Sends nothing more. */
    void close() {
        outgoing.add(LAST);
    }

    private void write() {
        try (OutputStream out = program.process().getOutputStream()) {
            for (var line = outgoing.take(); line != LAST; line = outgoing.take()) {
                out.write(line);
                out.flush();
                outgoingBytes.addAndGet(-line.length);
            }
        } catch (IOException gone) {
            // Whoever reads is told.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        Failure why;
        try (var in = program.process().getInputStream()) {
            var lines = new Lines(in, mostBytes);
            for (var line = lines.line(); line != null; line = lines.line()) {
                pass(line);
            }
            why = program.ended();
        } catch (Lines.TooLong flood) {
            var sentence = "the agent sent a line longer than agent.limits.messageBytes = " + mostBytes;
            why = new Failure(ErrorCode.TOO_LARGE, sentence).with(Map.of("limit", mostBytes));
        } catch (Failure strangeWords) {
            why = strangeWords;
        } catch (IOException gone) {
            why = program.ended();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            why = program.ended();
        }
        broken.accept(why);
    }

    private void pass(byte[] line) throws InterruptedException {
        var message = parse(line);
        if (message == null) {
            return;
        }
        int size = Math.max(1, line.length);
        room.acquire(size);
        loop.runOnContext(now -> {
            room.release(size);
            receiver.accept(message);
        });
    }

    private JsonObject parse(byte[] line) {
        try {
            return new JsonObject(Buffer.buffer(line));
        } catch (DecodeException | ClassCastException notJson) {
            if (line.length > 0 && ++strange > GREETING) {
                throw new Failure(ErrorCode.UNAVAILABLE, "the agent says what is no message of the protocol");
            }
            return null;
        }
    }
}
