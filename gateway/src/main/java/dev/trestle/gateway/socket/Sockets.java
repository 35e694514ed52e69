package dev.trestle.gateway.socket;

import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.topic.Deliveries;
import dev.trestle.wire.CloseCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ServerWebSocket;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** The sockets of one event loop: one clock for all of them instead of timers for each. */
public final class Sockets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long START = System.nanoTime();
    private static final long TICK = 100;
    private static final long RECONNECT_SPREAD = 2_000;

    private final Edge edge;
    private final Context context;
    private final Deliveries deliveries;
    private final Set<ClientSocket> open = new LinkedHashSet<>();
    private Promise<Void> empty;

    /** Belongs to the event loop of {@code context}. */
    public Sockets(Edge edge, Context context) {
        this.edge = edge;
        this.context = context;
        this.deliveries = edge.topics().deliveries(context);
        context.owner().setPeriodic(TICK, tick -> tick());
    }

    /** Milliseconds on a clock that nobody sets, above 0. */
    static long now() {
        return 1 + (System.nanoTime() - START) / 1_000_000;
    }

    Context context() {
        return context;
    }

    /** The live topics of this event loop. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Takes a connection of the native protocol over; {@code proof} is {@code null} when the client has yet to authenticate. */
    void add(ServerWebSocket socket, Proof proof, String workspace) {
        add(socket, proof, line -> new Conversation(line, workspace));
    }

    /** Takes a connection over on which {@code opening} decides what is said. */
    public void add(ServerWebSocket socket, Proof proof, Function<ClientLine, Talk> opening) {
        var bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        var id = "c-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var client = new ClientSocket(edge, socket, this, id, opening);
        open.add(client);
        edge.metrics().opened();
        if (proof != null) {
            client.ready(proof);
        }
        if (empty != null) {
            leave(client);
        }
    }

    void remove(ClientSocket socket) {
        open.remove(socket);
        if (empty != null && open.isEmpty()) {
            empty.tryComplete();
        }
    }

    private void tick() {
        long now = now();
        List.copyOf(open).forEach(socket -> socket.tick(now));
    }

    /**
     * Tells every client to go, in waves where there are many, answers what is in flight for at most {@code patience}
     * milliseconds, and completes when all are gone.
     */
    public Future<Void> drain(long patience) {
        if (empty == null) {
            empty = Promise.promise();
            leaveInWaves(patience / 2);
            if (open.isEmpty()) {
                empty.tryComplete();
            }
            context.owner()
                    .setTimer(
                            Math.max(1, patience),
                            late -> List.copyOf(open)
                                    .forEach(socket -> socket.close(CloseCode.DRAINING, CloseCode.DRAINING.summary())));
        }
        return empty.future();
    }

    /** The first wave goes now, the others evenly within {@code milliseconds}: all at once would run over who takes them in. */
    private void leaveInWaves(long milliseconds) {
        var all = List.copyOf(open);
        int size = edge.config().drainWave();
        int waves = (all.size() + size - 1) / size;
        for (int i = 0; i < waves; i++) {
            var wave = all.subList(i * size, Math.min(all.size(), (i + 1) * size));
            long after = milliseconds * i / waves;
            if (after == 0) {
                leave(wave);
            } else {
                context.owner().setTimer(after, turn -> leave(wave));
            }
        }
    }

    private void leave(List<ClientSocket> wave) {
        wave.stream().filter(open::contains).forEach(this::leave);
    }

    private void leave(ClientSocket socket) {
        socket.drain(CloseCode.DRAINING.summary(), ThreadLocalRandom.current().nextLong(RECONNECT_SPREAD));
    }
}
