package dev.trestle.gateway.topic;

import dev.trestle.bus.Failures;
import dev.trestle.bus.Wire;
import dev.trestle.bus.WorkerDirectory;
import dev.trestle.gateway.access.Principal;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import dev.trestle.wire.TopicName;
import dev.trestle.wire.Topics;
import dev.trestle.wire.Topics.Position;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations {@code topic.*}: who may, on which topic, and what they are answered. Any thread may call. */
public final class TopicOperations {

    /** The most bytes of data, and of places, in one answer to {@code topic.history}, besides its last event. */
    private static final int HISTORY_BYTES = 262_144;

    /** What a place and a comma take beside the topic's name, in bytes. */
    private static final int PLACE = 80;

    private static final Set<String> LIGHT =
            Set.of(Topics.SUBSCRIBE.name(), Topics.UNSUBSCRIBE.name(), Topics.PUBLISH.name());

    private interface Answer {
        Future<Buffer> to(Principal who, Buffer params, TopicSession session);
    }

    private final TopicHub hub;
    private final WorkerDirectory directory;
    private final Map<String, Answer> table = Map.of(
            Topics.SUBSCRIBE.name(), this::subscribe,
            Topics.UNSUBSCRIBE.name(), this::unsubscribe,
            Topics.PUBLISH.name(), this::publish,
            Topics.HISTORY.name(), this::history,
            Topics.PRESENCE.name(), this::presence);

    public TopicOperations(TopicHub hub, WorkerDirectory directory) {
        this.hub = hub;
        this.directory = directory;
    }

    /** Whether {@code operation} is one of these. */
    public boolean has(String operation) {
        return table.containsKey(operation);
    }

    /** Whether {@code operation} waits for nothing slow, and is carried out in the order of its connection. */
    public boolean isLight(String operation) {
        return LIGHT.contains(operation);
    }

    /**
     * Answers {@code operation}; fails with a {@link Failure} alone.
     *
     * @param session of the socket that asks, or {@code null} when it is none
     */
    public Future<Buffer> answer(String operation, Principal who, Buffer params, TopicSession session) {
        try {
            return table.get(operation).to(who, params, session);
        } catch (RuntimeException refused) {
            return Future.failedFuture(Failures.from(refused));
        }
    }

    private Future<Buffer> subscribe(Principal who, Buffer params, TopicSession session) {
        var request = Wire.decode(params, Topics.Subscribe.class);
        var topic = allowed(who, Topics.SUBSCRIBE, request.topic());
        return onSocket(Topics.SUBSCRIBE, session)
                .subscribe(who.name(), topic.text(), request.since())
                .map(TopicOperations::encode);
    }

    private Future<Buffer> unsubscribe(Principal who, Buffer params, TopicSession session) {
        var topic = allowed(
                who,
                Topics.UNSUBSCRIBE,
                Wire.decode(params, Topics.Unsubscribe.class).topic());
        return onSocket(Topics.UNSUBSCRIBE, session).unsubscribe(topic.text()).map(done -> encode(new Empty()));
    }

    private static TopicSession onSocket(Operation<?, ?> operation, TopicSession session) {
        if (session == null) {
            throw new Failure(ErrorCode.UNSUPPORTED, operation.name() + " needs a WebSocket connection");
        }
        return session;
    }

    private Future<Buffer> publish(Principal who, Buffer params, TopicSession session) {
        var publication = Publication.read(params.getBytes());
        if (publication.topic() == null) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "topic is required");
        }
        return publish(who, publication.topic(), List.of(publication), null);
    }

    /**
     * Publishes what {@code json}, one publication or an array of them, says, all or nothing.
     *
     * @param key the publisher's name for this request, or {@code null}
     */
    public Future<Buffer> publishAll(Principal who, String topic, byte[] json, String key) {
        try {
            return publish(who, topic, Publication.readAll(json), key);
        } catch (RuntimeException refused) {
            return Future.failedFuture(Failures.from(refused));
        }
    }

    /**
     * Publishes what a service on the bus says, which may do so everywhere.
     *
     * @param data JSON, or {@code null}
     * @param key the publisher's name for this event, or {@code null}
     * @throws Failure when it is not right or too much
     */
    public Future<Position> publishFromBus(String who, String topic, String event, byte[] data, String key) {
        return append(who, TopicName.of(topic), List.of(Publication.of(topic, event, data)), key);
    }

    /** As {@link #publishFromBus}, an array of {@code {event, data?}} in JSON, all or nothing. */
    public Future<Position> publishAllFromBus(String who, String topic, byte[] json, String key) {
        var publications = Publication.readAll(json);
        if (publications.isEmpty()) {
            throw nothing();
        }
        return append(who, TopicName.of(topic), publications, key);
    }

    private Future<Buffer> publish(Principal who, String name, List<Publication> publications, String key) {
        var topic = allowed(who, Topics.PUBLISH, name);
        if (topic.fed()) {
            throw new Failure(ErrorCode.FORBIDDEN, "only Trestle's own services publish on " + topic.text());
        } else if (publications.isEmpty()) {
            throw nothing();
        }
        return append(who.name(), topic, publications, key).map(TopicOperations::encode);
    }

    private static Failure nothing() {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "there is nothing to publish");
    }

    private Future<Position> append(String who, TopicName topic, List<Publication> publications, String key) {
        long now = System.currentTimeMillis();
        int limit = hub.settings().eventBytes();
        var bodies = publications.stream().map(one -> one.body(limit, now)).toList();
        var once = key == null ? null : IdempotencyKeys.Key.of(who, topic.text(), key, publications);
        return hub.publish(topic.text(), bodies, once);
    }

    private Future<Buffer> history(Principal who, Buffer params, TopicSession session) {
        var request = Wire.decode(params, Topics.ReadHistory.class);
        return history(allowed(who, Topics.HISTORY, request.topic()).text(), request);
    }

    /** Reads what a service on the bus asks for, which may read everything. */
    public Future<Buffer> readFromBus(Topics.ReadHistory request) {
        return history(TopicName.of(request.topic()).text(), request);
    }

    private Future<Buffer> history(String topic, Topics.ReadHistory request) {
        // Many small events are more place than data.
        int most = Math.min(request.limit(), HISTORY_BYTES / (topic.length() + PLACE));
        return hub.ask(topics -> topics.home(topic).history(topic, request.since(), most, HISTORY_BYTES))
                .map(page -> historyOf(topic, page));
    }

    private static Buffer historyOf(String topic, TopicLog.Page page) {
        var json = Unpooled.buffer();
        var start = "{\"epoch\":\"" + page.epoch() + "\",\"seq\":" + page.last() + ",\"events\":[";
        json.writeCharSequence(start, StandardCharsets.US_ASCII);
        for (var entry : page.entries()) {
            if (json.getByte(json.writerIndex() - 1) == '}') {
                json.writeByte(',');
            }
            EventJson.append(json, topic, page.epoch(), entry);
        }
        json.writeByte(']').writeByte('}');
        return BufferInternal.buffer(json);
    }

    private Future<Buffer> presence(Principal who, Buffer params, TopicSession session) {
        var topic = allowed(
                who,
                Topics.PRESENCE,
                Wire.decode(params, Topics.AskPresence.class).topic());
        return hub.ask(topics -> topics.home(topic.text()).members(topic.text()))
                .map(members -> encode(new Topics.Presence(members)));
    }

    /** Whether {@code who} may hear what comes on {@code topic}. */
    public boolean maySubscribe(Principal who, String topic) {
        try {
            allowed(who, Topics.SUBSCRIBE, topic);
            return true;
        } catch (Failure refused) {
            return false;
        }
    }

    /** The topic, if {@code who} may do this there; of a workspace that they cannot see, no topic exists. */
    private TopicName allowed(Principal who, Operation<?, ?> operation, String name) {
        var topic = TopicName.of(name);
        var workspace = topic.workspace();
        if (workspace != null && !(who.sees(workspace) && directory.hosts(workspace))) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such topic: " + name);
        } else if (!who.mayOn(operation.name(), topic)) {
            throw new Failure(ErrorCode.FORBIDDEN, "not granted: " + operation.name() + " on " + name);
        }
        return topic;
    }

    private static Buffer encode(Object answer) {
        return Buffer.buffer(Wire.encode(answer));
    }
}
