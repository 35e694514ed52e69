package dev.trestle.gateway.dialect.patterns;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One client, which may be away for a while. What an agent says meanwhile is in the log of its topic, where the client goes
 * on behind the last that it was sent; only answers to what it had asked right before are kept here.
 */
final class Client {

    private final String id;
    private final Clients clients;
    private final Map<Conversation, Topics.Position> places = new HashMap<>();
    private final List<Map<String, Object>> kept = new ArrayList<>();
    private EventSocket socket;
    private Guest guest;
    private Conversation own;
    private int absence;
    private boolean over;

    Client(String id, Clients clients) {
        this.id = id;
        this.clients = clients;
    }

    /** The name of the client, and so of its session. */
    String id() {
        return id;
    }

    /** By its latest connection. */
    Guest guest() {
        return guest;
    }

    /** Which absence the current or the next one is. */
    int absence() {
        return absence;
    }

    boolean isWithoutSession() {
        return own == null;
    }

    /** Its session, once that can be prompted. */
    Optional<Conversation> running() {
        return Optional.ofNullable(own).filter(Conversation::isRunning);
    }

    /** From now on it is told on {@code next}; a connection that is as good as lost is given up. */
    void arrive(EventSocket next) {
        var before = socket;
        socket = next;
        guest = next.guest();
        absence++;
        if (before != null) {
            before.close(CloseCode.NORMAL, "the client is back on another connection");
        }
        next.onClose(() -> {
            if (socket == next) {
                socket = null;
                clients.left(this);
            }
        });
        next.tell("connection:established", "clientId", id);
        kept.forEach(next::send);
        kept.clear();
        new Requests(next, this).serve();
        clients.heardBy(this).forEach(this::follow);
    }

    /**
     * Begins a session.
     *
     * @return {@code null} where there is one
     */
    Conversation begin(String workspace) {
        if (own != null) {
            return null;
        }
        own = new Conversation(this, clients, workspace);
        return own;
    }

    /** {@code conversation}, its own, has come to its end or not begun. */
    void lose(Conversation conversation) {
        own = own == conversation ? null : own;
        clients.conclude(conversation);
    }

    /** Hears of {@code conversation} from where it was; while it is away, notes where that is. */
    Future<?> follow(Conversation conversation) {
        var to = socket;
        if (to == null) {
            return guest.call(Topics.HISTORY, new Topics.ReadHistory(conversation.topic(), null, 1))
                    .onSuccess(
                            topic -> places.putIfAbsent(conversation, new Topics.Position(topic.epoch(), topic.seq())));
        }
        var follower = new TopicFeed.Follower() {
            @Override
            public void event(Topics.Event event) {
                conversation.settled(() -> hear(to, conversation, event));
            }

            @Override
            public void gap(Topics.Gap gap) {
                conversation.settled(() -> {
                    places.replace(conversation, new Topics.Position(gap.epoch(), gap.to()));
                    conversation.broken(Client.this, gap).forEach(to::send);
                });
            }
        };
        return to.topics()
                .follow(conversation.topic(), places.get(conversation), follower)
                .onSuccess(place -> places.putIfAbsent(conversation, place));
    }

    /** Only what the network has taken need not come again. */
    private void hear(EventSocket to, Conversation conversation, Topics.Event event) {
        if (to != socket) {
            return;
        }
        var place = new Topics.Position(event.epoch(), event.seq());
        var frames = conversation.frames(this, event).iterator();
        while (frames.hasNext()) {
            var frame = frames.next();
            boolean last = !frames.hasNext();
            to.send(frame, () -> {
                if (last) {
                    places.replace(conversation, place);
                }
            });
        }
        conversation.endedBy(event);
    }

    void leave(Conversation conversation) {
        places.remove(conversation);
        if (socket != null) {
            socket.topics().leave(conversation.topic());
        }
    }

    /** Answers something that it asked; when it is away, as soon as it is back. */
    void answer(Map<String, Object> frame) {
        if (socket == null) {
            kept.add(frame);
        } else {
            socket.send(frame);
        }
    }

    /** Tells it something that is of no use later. */
    void tell(Map<String, Object> frame) {
        if (socket != null) {
            socket.send(frame);
        }
    }

    /** It is expected no more. */
    void end() {
        over = true;
        if (own != null) {
            own.stop();
        }
    }

    boolean isOver() {
        return over;
    }
}
