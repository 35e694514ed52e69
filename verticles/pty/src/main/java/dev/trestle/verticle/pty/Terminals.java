package dev.trestle.verticle.pty;

import dev.trestle.bus.Call;
import dev.trestle.config.PtyConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The terminals of this node. Belongs to one event loop. */
final class Terminals {

    private static final int ID_BYTES = 16;

    private final String node;
    private final PtyConfig config;
    private final Crew crew;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Terminal> open = new ConcurrentHashMap<>();
    /** Those that are open, are being opened or have not ended yet, oldest first. */
    private final List<Facts> places = new ArrayList<>();

    private final Map<Facts, Future<Void>> leaving = new HashMap<>();

    Terminals(String node, PtyConfig config, Crew crew) {
        this.node = node;
        this.config = config;
        this.crew = crew;
    }

    /**
     * Takes a place for one more terminal.
     *
     * @throws Failure {@code BUSY} when there are too many
     */
    Facts reserve(Call call, String name) {
        long inWorkspace = places.stream()
                .filter(place -> place.workspace().equals(call.workspace()))
                .count();
        long ofPrincipal = places.stream()
                .filter(place -> Objects.equals(place.principal(), call.principal()))
                .count();
        refuse(inWorkspace, config.maxPerWorkspace(), "this workspace", "pty.maxPerWorkspace");
        refuse(ofPrincipal, config.maxPerPrincipal(), "this principal", "pty.maxPerPrincipal");
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var id = "t-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "@" + node;
        var facts = new Facts(id, call.workspace(), call.principal(), name, System.currentTimeMillis());
        places.add(facts);
        return facts;
    }

    private static void refuse(long now, int limit, String whose, String key) {
        if (now >= limit) {
            throw new Failure(ErrorCode.BUSY, whose + " has " + now + " terminals, and may have " + key + " = " + limit)
                    .with(Map.of("limit", limit));
        }
    }

    /** It was not opened after all, or has ended. */
    void release(Facts facts) {
        places.remove(facts);
        leaving.remove(facts);
    }

    /** It runs from here on. */
    void run(Terminal terminal) {
        open.put(terminal.facts().id(), terminal);
        crew.hire();
        terminal.wake();
    }

    /**
     * The terminal that {@code call} is about. Any thread may call.
     *
     * @throws Failure {@code NOT_FOUND}, also for one of another workspace
     */
    Terminal find(Call call, String id) {
        var terminal = open.get(id);
        if (terminal == null || !terminal.facts().workspace().equals(call.workspace())) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such terminal: " + id);
        }
        return terminal;
    }

    /** Those of a workspace, oldest first. */
    List<Pty.Terminal> list(String workspace) {
        return places.stream()
                .filter(place -> place.workspace().equals(workspace))
                .map(place -> open.get(place.id()))
                .filter(Objects::nonNull)
                .map(Terminals::describe)
                .toList();
    }

    private static Pty.Terminal describe(Terminal terminal) {
        var facts = terminal.facts();
        var now = terminal.standing();
        return new Pty.Terminal(
                facts.id(),
                facts.name(),
                terminal.pid(),
                now.size().cols(),
                now.size().rows(),
                facts.created(),
                now.attached(),
                now.exit());
    }

    /** How many are open. Any thread may call. */
    int count() {
        return open.size();
    }

    /** Called now and then. */
    void tidy() {
        open.values().forEach(Terminal::tidy);
    }

    /** Forgets a terminal and ends it; completes in its last turn. */
    Future<Void> close(Terminal terminal) {
        open.remove(terminal.facts().id());
        var ended = terminal.close();
        leaving.put(terminal.facts(), ended);
        return ended;
    }

    /** Forgets all and ends them; completes when those have ended as well that are on their way out already. */
    Future<Void> closeAll() {
        List.copyOf(open.values()).forEach(this::close);
        return Future.join(List.copyOf(leaving.values())).mapEmpty();
    }

    /** Those whose time is over: nobody has looked at them for long, or they ended long ago. */
    List<Terminal> expired() {
        long now = System.nanoTime();
        return open.values().stream()
                .filter(terminal -> hasExpired(terminal.standing(), now))
                .toList();
    }

    private boolean hasExpired(Standing standing, long now) {
        long age = TimeUnit.NANOSECONDS.toMillis(now - standing.since());
        return standing.attached() == 0 && age >= (standing.over() ? config.exitedTtlMs() : config.detachedTtlMs());
    }
}
