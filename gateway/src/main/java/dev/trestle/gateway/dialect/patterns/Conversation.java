package dev.trestle.gateway.dialect.patterns;

import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The session of one client: what it asks of its agent, and what it is told of that. */
final class Conversation {

    /** A wish to end these turns, which is answered when they have ended. */
    private record Cancel(Message request, Set<String> turns) {}

    private final Client owner;
    private final Clients clients;
    private final String workspace;
    private final Map<String, Message> turns = new HashMap<>();
    private final List<Cancel> cancels = new ArrayList<>();
    private Future<?> asked = Future.succeededFuture();
    private String session;
    private boolean running;

    Conversation(Client owner, Clients clients, String workspace) {
        this.owner = owner;
        this.clients = clients;
        this.workspace = workspace;
    }

    Client owner() {
        return owner;
    }

    /** Whether it can be prompted. */
    boolean isRunning() {
        return running;
    }

    /** Where its events are. */
    String topic() {
        return Agents.TOPIC + session;
    }

    private <R> Future<R> ask(Operation<?, R> operation, Object... params) {
        return owner.guest().askIn(workspace, operation, params);
    }

    /** Begins in the directory {@code cwd} of the workspace, {@code null} for its root. */
    Future<Void> start(Message request, String cwd) {
        int absence = owner.absence();
        return ask(Agents.START, "agent", clients.config().agent(), "cwd", cwd)
                .compose(started -> {
                    session = started.session();
                    return owner.follow(this);
                })
                .onSuccess(followed -> begun(request, absence))
                .onFailure(refused -> {
                    stop();
                    owner.lose(this);
                    owner.answer(Frames.error(request, refused.getMessage()));
                })
                .mapEmpty();
    }

    private void begun(Message request, int absence) {
        running = true;
        if (owner.isOver()) {
            stop();
            return;
        }
        var idle = Frames.status(owner.id(), "idle");
        owner.answer(idle);
        owner.answer(Frames.answer(request, "agent:started", Map.of("sessionId", owner.id())));
        if (owner.absence() != absence) {
            owner.follow(this);
        }
        clients.announce(this);
        clients.tellOthers(this, idle);
    }

    /** Asks the agent; what comes of it is told by events. */
    Future<Void> prompt(Message request, String content) {
        return hold(
                request,
                ask(Agents.PROMPT, "session", session, "content", content, "queue", true),
                taken -> turns.put(taken.turn(), request));
    }

    /** Ends what the agent does. */
    Future<Void> cancel(Message request) {
        return hold(request, ask(Agents.CANCEL, "session", session), done -> {
            cancels.add(new Cancel(request, new HashSet<>(turns.keySet())));
            ended(null).forEach(owner::answer);
        });
    }

    /** Events wait for the answer, since that says which turn they are of. */
    private <R> Future<Void> hold(Message request, Future<R> answer, Consumer<R> note) {
        var noted = answer.onComplete(note::accept, refused -> {
            if (refused instanceof Failure failure
                    && (failure.code() == ErrorCode.UNAVAILABLE || failure.code() == ErrorCode.NOT_FOUND)) {
                conclude();
            }
            owner.answer(Frames.error(request, refused.getMessage()));
        });
        asked = asked.transform(before -> noted);
        return noted.mapEmpty();
    }

    /** Runs {@code task} when everything that was asked is answered. */
    void settled(Runnable task) {
        asked.onComplete(answered -> task.run());
    }

    /** What {@code listener} is told of {@code event}. */
    List<Map<String, Object>> frames(Client listener, Topics.Event event) {
        var told = Frames.of(owner.id(), event);
        if (listener != owner) {
            return told;
        }
        var turn = String.valueOf(Members.in(event.data()).get("turn"));
        boolean hushed = (event.event().equals("prompt") || Frames.isCancelled(event))
                && cancels.stream().anyMatch(cancel -> cancel.turns().contains(turn));
        var frames = new ArrayList<>(hushed ? List.of() : told);
        if (event.event().equals("failed") && turns.containsKey(turn)) {
            frames.add(Frames.error(
                    turns.get(turn), String.valueOf(Members.in(event.data()).get("message"))));
        }
        if (event.event().equals("failed") || event.event().equals("completed")) {
            frames.addAll(ended(turn));
        }
        return frames;
    }

    /** {@code turn} has ended, if it is not {@code null}; yields the answers to those who waited for nothing else. */
    private List<Map<String, Object>> ended(String turn) {
        turns.remove(turn);
        cancels.forEach(cancel -> cancel.turns().remove(turn));
        var frames = new ArrayList<Map<String, Object>>();
        cancels.removeIf(cancel -> {
            if (cancel.turns().isEmpty()) {
                frames.add(Frames.status(owner.id(), "idle"));
                frames.add(Frames.answer(cancel.request(), "agent:cancelled", Map.of("sessionId", owner.id())));
            }
            return cancel.turns().isEmpty();
        });
        return frames;
    }

    /** What {@code listener} is told when events are lost to it. */
    List<Map<String, Object>> broken(Client listener, Topics.Gap gap) {
        var frames = new ArrayList<>(Frames.broken(
                owner.id(), "what was said meanwhile is lost: " + (gap.to() - gap.from() + 1) + " pieces"));
        if (listener == owner) {
            Set.copyOf(turns.keySet()).forEach(turn -> frames.addAll(ended(turn)));
        }
        return frames;
    }

    /** Whether or not {@code event} is the last one. */
    void endedBy(Topics.Event event) {
        var state = Members.in(event.data()).get("state");
        if (running && event.event().equals("status") && ("stopped".equals(state) || "error".equals(state))) {
            conclude();
        }
    }

    private void conclude() {
        running = false;
        owner.lose(this);
    }

    /** Nobody needs it any more. */
    void stop() {
        if (session != null) {
            ask(Agents.STOP, "session", session);
        }
    }
}
