package dev.trestle.gateway;

import dev.trestle.bus.Call;
import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.bus.StreamWriter;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Search;
import dev.trestle.wire.Search.Outcome;
import dev.trestle.wire.Search.Query;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An {@code fs.search} that finds {@code maxResults} times nothing, as fast as it may tell. */
final class TestReporter {

    static final int EVENT_BYTES = 1_024;

    private final Node node;
    private final AtomicInteger told = new AtomicInteger();
    private volatile Failure cancelled;

    TestReporter(Node node) {
        this.node = node;
    }

    Future<Void> start() {
        return Operations.of(node, "fs", Set.of("default"))
                .serve(Search.SEARCH, this::search)
                .start();
    }

    /** How many events it has told. */
    int told() {
        return told.get();
    }

    /** Why nobody listens, or {@code null}. */
    Failure cancelled() {
        return cancelled;
    }

    private Future<Outcome> search(Query query, Call call) {
        if (query.query().equals("refuse")) {
            return Future.failedFuture(new Failure(ErrorCode.BUSY, "as asked"));
        }
        var answer = Promise.<Outcome>promise();
        if (call.stream() == null) {
            answer.complete(new Outcome("s-1", query.maxResults(), 0, false));
        } else {
            new Telling(query.maxResults(), answer).on(call.stream());
        }
        return answer.future();
    }

    private final class Telling implements StreamWriter.Producer {

        private final int most;
        private final Promise<Outcome> answer;
        private StreamWriter writer;

        Telling(int most, Promise<Outcome> answer) {
            this.most = most;
            this.answer = answer;
        }

        void on(String address) {
            writer = node.streams().writeTo(address, this);
            granted();
        }

        @Override
        public void granted() {
            while (writer != null && told.get() < most && writer.credit() >= EVENT_BYTES) {
                writer.write(message());
            }
            if (writer != null && told.get() == most && answer.tryComplete(new Outcome("s-1", most, 1, false))) {
                writer.end();
            }
        }

        /** One event or a few, as a real search has it. */
        private Buffer message() {
            var events = Buffer.buffer();
            long room = Math.min(writer.credit(), 3 * EVENT_BYTES);
            while (told.get() < most && room - events.length() >= EVENT_BYTES) {
                events.appendBuffer(event(told.getAndIncrement()));
            }
            return events;
        }

        @Override
        public void cancelled(Failure cause) {
            cancelled = cause;
            answer.tryFail(cause);
        }
    }

    private static Buffer event(int number) {
        var start = "{\"event\":\"match\",\"data\":{\"line\":" + number + ",\"text\":\"";
        return Buffer.buffer(start + "x".repeat(EVENT_BYTES - start.length() - 4) + "\"}}\n");
    }
}
