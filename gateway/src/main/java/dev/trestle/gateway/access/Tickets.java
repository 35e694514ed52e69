package dev.trestle.gateway.access;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** Tickets: what stands in a URL instead of a token. Each is good for one handshake and, normally, for a short time. */
public final class Tickets {

    /**
     * A ticket as it was given out.
     *
     * @param ticket the secret itself
     * @param expiresAt in epoch milliseconds
     */
    public record Issued(String ticket, long expiresAt) {}

    private record Pending(Proof proof, long expiresAt) {}

    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final IntSupplier limit;

    /** Keeps at most {@code limit} tickets that nobody has used yet. */
    public Tickets(IntSupplier limit) {
        this.limit = limit;
    }

    /**
     * A new ticket that proves what {@code proof} does, until {@code expiresAt} in epoch milliseconds.
     *
     * @throws Failure {@code BUSY} when too many are unused
     */
    public Issued issue(Proof proof, long expiresAt) {
        long now = System.currentTimeMillis();
        pending.values().removeIf(ticket -> ticket.expiresAt() < now);
        int most = limit.getAsInt();
        if (pending.size() >= most) {
            throw new Failure(ErrorCode.BUSY, "too many tickets are unused; the limit is " + most);
        }
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        pending.put(ticket, new Pending(proof, expiresAt));
        return new Issued(ticket, expiresAt);
    }

    /** What {@code ticket} proves; asking uses it up, so of two who ask at once one is told. */
    public Optional<Proof> redeem(String ticket) {
        return Optional.ofNullable(pending.remove(ticket))
                .filter(found -> found.expiresAt() >= System.currentTimeMillis())
                .map(Pending::proof);
    }
}
