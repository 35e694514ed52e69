package dev.trestle.bus;

import dev.trestle.bus.StreamEnd.Kind;
import dev.trestle.bus.StreamEnd.Peer;
import dev.trestle.bus.StreamEnd.Word;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The streams of one node: bytes from one place to another, on this node or on two, with credit, because the bus holds
 * nobody back. One mechanism for downloads, uploads, terminals and whatever an operation reports while it runs.
 *
 * <p>Whoever calls an operation opens an end and sends its address with the call; whoever serves the call connects the
 * other end to it ({@link Call#stream()}). The reader grants, the writer stops at zero. Messages keep their borders and
 * their order. The end of either side, of its node too, reaches the other one; what was lost on the way between two nodes is
 * found out at a {@link RollCall}.
 *
 * <pre>
 *   caller                        worker
 *   reader = reader(receiver)
 *   call(…, reader.address()) ──▶ writer = writeTo(call.stream(), producer)
 *   reader.grant(65536) ────────▶ producer.granted()
 *   receiver.data(…) ◀─────────── writer.write(…)
 *   receiver.end() ◀───────────── writer.end()
 * </pre>
 */
public final class Streams {

    private static final String ADDRESS = "trestle.streams@";
    private static final String TO = "to";
    private static final String KIND = "kind";
    private static final String VALUE = "value";

    /** Who connects to an end of another node, by that node's word. */
    private record Remote(Streams streams, Context context, String from, String node, int number) implements Peer {
        @Override
        public void tell(Word word) {
            var options = streams.from(from)
                    .addHeader(TO, Integer.toString(number))
                    .addHeader(KIND, word.kind().name())
                    .addHeader(VALUE, Long.toString(word.value()));
            // From one context, since that is how the bus keeps order.
            context.runOnContext(now -> streams.vertx.eventBus().send(ADDRESS + node, word.body(), options));
        }
    }

    private record Local(StreamEnd end, String node) implements Peer {
        @Override
        public int number() {
            return end.number();
        }

        @Override
        public void tell(Word word) {
            end.context().runOnContext(now -> end.hear(word));
        }
    }

    private final Vertx vertx;
    private final String node;
    private final Words words;
    private final Map<Integer, StreamEnd> ends = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger();

    Streams(Vertx vertx, String node, Words words) {
        this.vertx = vertx;
        this.node = node;
        this.words = words;
    }

    /** Listens to other nodes; completes once they can reach this one. */
    Future<Void> listen() {
        return vertx.eventBus().<Buffer>consumer(ADDRESS + node, this::receive).completion();
    }

    /** An end to be read from, whose address goes out with a call. */
    public StreamReader reader(StreamReader.Receiver receiver) {
        return add(new StreamReader(this, counter.incrementAndGet(), vertx.getOrCreateContext(), receiver));
    }

    /** An end to be written to, whose address goes out with a call. */
    public StreamWriter writer(StreamWriter.Producer producer) {
        return add(new StreamWriter(this, counter.incrementAndGet(), vertx.getOrCreateContext(), producer));
    }

    /**
     * The end that writes to the reader at {@code address}.
     *
     * @throws Failure {@code INVALID_ARGUMENT} when that is no address
     */
    public StreamWriter writeTo(String address, StreamWriter.Producer producer) {
        return meet(address, new StreamWriter(this, counter.incrementAndGet(), vertx.getOrCreateContext(), producer));
    }

    /**
     * The end that reads from the writer at {@code address}.
     *
     * @throws Failure {@code INVALID_ARGUMENT} when that is no address
     */
    public StreamReader readFrom(String address, StreamReader.Receiver receiver) {
        return meet(address, new StreamReader(this, counter.incrementAndGet(), vertx.getOrCreateContext(), receiver));
    }

    /**
     * The number of the end at {@code address}, by which its node knows it.
     *
     * @throws Failure {@code INVALID_ARGUMENT} when that is no address
     */
    public static int numberOf(String address) {
        try {
            return Integer.parseInt(address.substring(address.lastIndexOf('/') + 1));
        } catch (NumberFormatException notOurs) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "not the address of a stream: " + address);
        }
    }

    String address(int number) {
        return node + "/" + number;
    }

    void forget(int number) {
        ends.remove(number);
    }

    /** How many ends are open. */
    int size() {
        return ends.size();
    }

    private <E extends StreamEnd> E add(E end) {
        ends.put(end.number(), end);
        return end;
    }

    private <E extends StreamEnd> E meet(String address, E end) {
        int number = numberOf(address);
        add(end);
        if (!address.equals(address(number))) {
            end.meet(remote(address, end.context(), end.address()));
            end.tell(new Word(Kind.HELLO, 0));
            return end;
        }
        var there = ends.get(number);
        if (there == null) {
            end.context().runOnContext(now -> end.broken(gone()));
            forget(end.number());
        } else {
            end.meet(new Local(there, node));
            there.meet(new Local(end, node));
        }
        return end;
    }

    private Peer remote(String address, Context context, String from) {
        return new Remote(this, context, from, nodeOf(address), numberOf(address));
    }

    private static String nodeOf(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf('/')));
    }

    private static Failure gone() {
        return new Failure(ErrorCode.CANCELLED, "nobody is at the other end of the stream any more");
    }

    /** These are the nodes there are. */
    void follow(Set<String> nodes) {
        ends.values().forEach(end -> end.follow(nodes));
    }

    private void receive(Message<Buffer> message) {
        try {
            var from = nodeOf(String.valueOf(message.headers().get(Headers.FROM)));
            words.checkNode(message.headers(), from);
            if (RollCall.isOne(message)) {
                message.reply(RollCall.answer(message.body(), line -> hear(from, line)));
            } else {
                hear(message);
            }
        } catch (Failure refused) {
            Failures.reply(message, refused);
        }
    }

    /** From now on finds out which ends were lost. */
    void watch() {
        vertx.setPeriodic(
                RollCall.EVERY_MS,
                tick -> ends.values().stream()
                        .filter(end -> end.peer() instanceof Remote)
                        .collect(Collectors.groupingBy(end -> end.peer().node()))
                        .forEach((there, ours) ->
                                RollCall.call(vertx.eventBus(), ADDRESS + there, from(address(0)), ours)));
    }

    /** Options of a message that says it is of the end at {@code address}, which is on this node. */
    private DeliveryOptions from(String address) {
        return words.ofNode(new DeliveryOptions(), node).addHeader(Headers.FROM, address);
    }

    /** What another node says of one of its ends; whether the other one is here. */
    private boolean hear(String there, RollCall.Line line) {
        var end = ends.get(line.to());
        if (end == null) {
            return false;
        }
        // Its hello may have been lost.
        if (!end.meet(remote(there + "/" + line.from(), end.context(), end.address()))) {
            return false;
        }
        end.context().runOnContext(now -> end.hear(new Word(line.kind(), line.value())));
        return true;
    }

    private void hear(Message<Buffer> message) {
        var headers = message.headers();
        var from = headers.get(Headers.FROM);
        var word = new Word(Kind.valueOf(headers.get(KIND)), Long.parseLong(headers.get(VALUE)), message.body());
        var end = ends.get(Integer.valueOf(headers.get(TO)));
        if (end == null && word.kind() == Kind.HELLO) {
            remote(from, vertx.getOrCreateContext(), address(0)).tell(new Word(Kind.GONE, 0));
        } else if (end != null && word.kind() == Kind.HELLO) {
            end.meet(remote(from, end.context(), end.address()));
        } else if (end != null) {
            end.context().runOnContext(now -> hear(end, word));
        }
    }

    private static void hear(StreamEnd end, Word word) {
        if (word.kind() == Kind.GONE) {
            end.broken(gone());
        } else {
            end.hear(word);
        }
    }
}
