package dev.trestle.gateway.socket;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.socket.Inbound.Request;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Session;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Who is at the other end of a socket, by its latest proof. */
public final class Identity {

    private final Edge edge;
    private final String connection;
    private final String from;
    private final Consumer<Principal> greet;
    private final Runnable onChange;
    private Proof proof;
    private int edition;
    private boolean deciding;
    private boolean withdrawn;
    private boolean ended;

    /**
     * Of the client at {@code line}, whom {@code greet} tells when it is served; runs {@code onChange} when its rights may
     * have changed, or it was refused.
     */
    public Identity(ClientLine line, Consumer<Principal> greet, Runnable onChange) {
        this.edge = line.edge();
        this.connection = line.id();
        this.from = line.from();
        this.greet = greet;
        this.onChange = onChange;
        this.edition = edge.access().edition();
        edge.attendance().enter(from);
    }

    /** Whether the client has proved who it is. */
    public boolean isProven() {
        return proof != null;
    }

    /** Whether it is being found out who sent a token; nothing more should be read until then. */
    public boolean isDeciding() {
        return deciding;
    }

    /** By its latest proof. */
    public Principal principal() {
        return proof.principal();
    }

    /** The client has proved this; when it is the first time, it is told that it is served. */
    public void begin(Proof given) {
        var before = proof;
        boolean other = isNew(given);
        proof = given.at(from);
        withdrawn = false;
        if (other) {
            edge.audit().admitted(principal(), connection);
            edge.attendance().enter(principal());
        } else {
            edge.audit().admitted(principal());
        }
        if (before == null) {
            greet.accept(principal());
        } else if (other) {
            edge.attendance().leave(before.principal());
        }
    }

    /** Answers {@code session.authenticate}; a refresh proves the same principal or nothing. */
    void authenticate(Request request, Replies replies) {
        var token = Wire.decode(request.params(), Session.Authenticate.class).token();
        var proving = edge.access().authenticate(token).map(found -> {
            if (proof != null && !principal().name().equals(found.principal().name())) {
                throw new Failure(ErrorCode.FORBIDDEN, "a refresh may not change who the connection is");
            }
            return found;
        });
        prove(
                proving,
                found -> {
                    replies.spend();
                    replies.reply(
                            request, new Session.Authenticated(found.principal().name(), found.expiresAt()));
                },
                refused -> replies.settle(request, refused));
    }

    /** The client is who {@code proving} says, as {@code admitted} hears first, or as it was, as {@code refused} hears. */
    public void prove(Future<Proof> proving, Consumer<Proof> admitted, Consumer<Failure> refused) {
        deciding = true;
        proving.onComplete(
                found -> {
                    if (ended) {
                        return;
                    }
                    var crowded = isNew(found) ? crowded(found) : null;
                    if (crowded != null) {
                        refuse(crowded, refused);
                        return;
                    }
                    deciding = false;
                    admitted.accept(found);
                    begin(found);
                    onChange.run();
                },
                failed -> refuse(failed, refused));
    }

    /** Why there may be no more of them; {@code null} when there may. */
    private Failure crowded(Proof found) {
        try {
            edge.attendance().check(found.principal());
            return null;
        } catch (Failure tooMany) {
            return new Failure(ErrorCode.BUSY, tooMany.getMessage());
        }
    }

    private boolean isNew(Proof found) {
        return proof == null || !principal().name().equals(found.principal().name());
    }

    /** What the client sent, {@code operation}, was refused before it became a call. */
    void denied(String operation, Failure why) {
        var who = proof == null ? null : principal().name();
        edge.audit().denied(who, from, connection, operation, why);
    }

    /** The client is gone. */
    public void end() {
        ended = true;
        edge.attendance().leave(from);
        if (proof != null) {
            edge.attendance().leave(principal());
        }
    }

    private void refuse(Throwable why, Consumer<Failure> refused) {
        deciding = false;
        edge.audit().refused(from, why);
        refused.accept(why instanceof Failure failure ? failure : Access.refused());
        onChange.run();
    }

    /** Looks up again who this is and what they may do, if that was changed since. */
    private void refresh() {
        int latest = edge.access().edition();
        if (edition != latest && proof != null) {
            edition = latest;
            var asked = proof;
            edge.access().renew(asked).onComplete(ended -> {
                // Meanwhile the client may have sent another one.
                if (proof == asked) {
                    proof = ended.succeeded() ? ended.result() : asked;
                    withdrawn = ended.failed();
                    onChange.run();
                }
            });
        }
    }

    /** Whether its proof is believed now; calls of one of which it is not are refused. */
    public boolean isBelieved() {
        refresh();
        return proof != null && !withdrawn;
    }

    /** Why the client may not stay any more; {@code null} when it may. */
    public CloseCode lapse() {
        refresh();
        return proof != null && (withdrawn || principal().expired()) ? CloseCode.UNAUTHENTICATED : null;
    }
}
