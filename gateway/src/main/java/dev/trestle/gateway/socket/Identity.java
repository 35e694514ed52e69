package dev.trestle.gateway.socket;

import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.access.Proof;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;

/** Who is at the other end of a socket, by its latest proof. */
final class Identity {

    private final Access access;
    private final String from;
    private Proof proof;
    private int edition;
    private boolean deciding;
    private boolean withdrawn;

    /** Of a client that connects {@code from} this address. */
    Identity(Access access, String from) {
        this.access = access;
        this.from = from;
        this.edition = access.edition();
    }

    /** Whether the client has proved who it is. */
    boolean isProven() {
        return proof != null;
    }

    /** Whether it is being found out who sent a token; nothing more should be read until then. */
    boolean isDeciding() {
        return deciding;
    }

    Principal principal() {
        return proof.principal();
    }

    /** The address that the client connects from. */
    String from() {
        return from;
    }

    /** The client came with this. */
    void begin(Proof given) {
        proof = given.at(from);
    }

    /** What {@code token} proves; a refresh proves the same principal or nothing. Fails with a {@link Failure}. */
    Future<Proof> prove(String token) {
        deciding = true;
        return access.authenticate(token).onComplete(ended -> deciding = false).map(found -> {
            if (proof != null && !principal().name().equals(found.principal().name())) {
                throw new Failure(ErrorCode.FORBIDDEN, "a refresh may not change who the connection is");
            }
            begin(found);
            return found;
        });
    }

    /** Whether the rights of principals were changed since this was last asked; then they are looked up again. */
    boolean hasChanged() {
        int latest = access.edition();
        if (edition == latest || proof == null) {
            return false;
        }
        edition = latest;
        var renewed = access.renew(proof);
        withdrawn = renewed.isEmpty();
        proof = renewed.orElse(proof);
        return true;
    }

    /** Why the client may not stay any more; {@code null} when it may. */
    CloseCode lapse() {
        if (proof != null && principal().expired()) {
            return CloseCode.UNAUTHENTICATED;
        }
        return withdrawn ? CloseCode.FORBIDDEN : null;
    }
}
