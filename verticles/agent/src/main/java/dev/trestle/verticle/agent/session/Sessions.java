package dev.trestle.verticle.agent.session;

import dev.trestle.bus.Call;
import dev.trestle.bus.Calls;
import dev.trestle.bus.Node;
import dev.trestle.bus.Target;
import dev.trestle.config.AgentConfig;
import dev.trestle.verticle.agent.tool.Toolbox;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The sessions of this node: those that live, and for a while those that have ended. Belongs to one event loop. */
public final class Sessions {

    private static final int ID_BYTES = 16;

    private final Node node;
    private final AgentConfig config;
    private final Records records;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    /** Those that live or are being started. */
    private final List<Facts> places = new ArrayList<>();

    public Sessions(Node node, AgentConfig config) {
        this.node = node;
        this.config = config;
        this.records = new Records(node, config.limits().transcriptBytes());
    }

    /**
     * Takes a place for one more session.
     *
     * @throws Failure {@code BUSY} when there are too many
     */
    public Facts reserve(Call call, String agent, String cwd) {
        long inWorkspace = places.stream()
                .filter(place -> place.workspace().equals(call.workspace()))
                .count();
        long ofPrincipal = places.stream()
                .filter(place -> Objects.equals(place.principal(), call.principal()))
                .count();
        refuse(inWorkspace, config.limits().perWorkspace(), "this workspace", "agent.limits.perWorkspace");
        refuse(ofPrincipal, config.limits().perPrincipal(), "this principal", "agent.limits.perPrincipal");
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var id = "a-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "@" + node.id();
        var facts = new Facts(id, agent, cwd, call.workspace(), call.principal(), System.currentTimeMillis());
        places.add(facts);
        return facts;
    }

    private static void refuse(long now, int limit, String whose, String key) {
        if (now >= limit) {
            throw new Failure(ErrorCode.BUSY, whose + " has " + now + " sessions, and may have " + key + " = " + limit)
                    .with(Map.of("limit", limit));
        }
    }

    /** It was not started after all. */
    public void release(Facts facts) {
        places.remove(facts);
    }

    /** A session that has a place, and is yet to {@link Session#begin begin}. */
    public Session make(Facts facts, Toolbox toolbox, Whereabouts whereabouts) {
        var ground = new Ground(facts, config.limits(), toolbox, new Policy(config.rules()), whereabouts);
        return new Session(node.vertx(), ground, node.publisher("agent"), () -> ended(facts));
    }

    /** It lives from here on. */
    public void run(Session session) {
        sessions.put(session.facts().id(), session);
    }

    private void ended(Facts facts) {
        places.remove(facts);
        var before = sessions.values().stream()
                .filter(session -> session.over() && session.facts().workspace().equals(facts.workspace()))
                .toList();
        if (before.size() > config.limits().perWorkspace()) {
            sessions.remove(before.get(0).facts().id());
        }
    }

    /**
     * The session that {@code call} is about, which may have ended.
     *
     * @throws Failure {@code NOT_FOUND}, also for one of another workspace
     */
    public Session find(Call call, String id) {
        var session = sessions.get(id);
        if (session == null || !session.facts().workspace().equals(call.workspace())) {
            throw missing(id);
        }
        return session;
    }

    static Failure missing(String id) {
        return new Failure(ErrorCode.NOT_FOUND, "no such session: " + id);
    }

    static Failure lives() {
        return new Failure(ErrorCode.CONFLICT, "the session is not over: prompt it");
    }

    /**
     * What is left of the session {@code id}, of this node or another, for one that goes on from it; fails with a
     * {@link Failure}, {@code NOT_FOUND} or {@code CONFLICT} while it lives.
     */
    public Future<Past> past(Call call, String id) {
        if (!sessions.containsKey(id)) {
            return records.past(id, call.workspace());
        }
        var session = find(call, id);
        return session.over() ? session.settled().map(told -> session.past()) : Future.failedFuture(lives());
    }

    /**
     * What has happened in the session {@code id}, from whoever has it; of one whose worker is gone, or has forgotten it,
     * what it has left. Fails with a {@link Failure}, {@code NOT_FOUND} when that is nothing.
     */
    public Future<Agents.Transcript> transcript(Call call, String id) {
        if (sessions.containsKey(id)) {
            return Future.succeededFuture(find(call, id).transcript());
        } else if (!records.isElsewhere(id)) {
            return records.transcript(id, call.workspace());
        }
        var elsewhere = Target.handle(call.workspace(), id);
        var caller = call.caller(Calls.DEFAULT_PATIENCE);
        return node.calls(call.principal()).call(Agents.TRANSCRIPT, elsewhere, new Agents.ReadTranscript(id), caller);
    }

    /** As {@link #find}; when {@code call} is from who started it, what they may do holds on from now. */
    public Session renewed(Call call, String id) {
        var session = find(call, id);
        session.ground().toolbox().reach().renew(call);
        return session;
    }

    /** Those of a workspace that live, oldest first. */
    public List<Agents.Session> list(String workspace) {
        return known(workspace).stream()
                .filter(session -> !session.state().isOver())
                .toList();
    }

    /** As {@link #list}, with those that have ended and are not forgotten yet. */
    public List<Agents.Session> known(String workspace) {
        return sessions.values().stream()
                .filter(session -> session.facts().workspace().equals(workspace))
                .map(Session::described)
                .toList();
    }

    /** Stops those that nobody has prompted for long, and forgets those that have ended long ago. */
    public void tidy() {
        long now = System.currentTimeMillis();
        for (var session : List.copyOf(sessions.values())) {
            long age = now - session.lastUsed();
            if (session.over() && age >= config.limits().endedMs()) {
                sessions.remove(session.facts().id());
            } else if (!session.over() && age >= config.limits().idleMs()) {
                session.stop();
            }
        }
    }

    /** Ends all because this node leaves; completes when everything is told that can be told. */
    public Future<Void> leave() {
        var living =
                sessions.values().stream().filter(session -> !session.over()).toList();
        var leaving = new Failure(ErrorCode.UNAVAILABLE, "the worker is leaving");
        living.forEach(session -> session.end(leaving));
        return Future.join(living.stream().map(Session::settled).toList()).mapEmpty();
    }
}
