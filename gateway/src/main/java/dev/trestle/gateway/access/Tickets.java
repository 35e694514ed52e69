package dev.trestle.gateway.access;

import dev.trestle.config.GatewayConfig.Limits;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

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
    private final Supplier<Limits> limits;

    /** Keeps as many that nobody has used yet as {@code limits} says. */
    public Tickets(Supplier<Limits> limits) {
        this.limits = limits;
    }

    /**
     * A new ticket that proves what {@code proof} does, until {@code expiresAt} in epoch milliseconds.
     *
     * @throws Failure {@code BUSY} when too many are unused, of all or of this principal
     */
    public Issued issue(Proof proof, long expiresAt) {
        long now = System.currentTimeMillis();
        pending.values().removeIf(ticket -> ticket.expiresAt() < now);
        check(pending.size(), limits.get().tickets(), "tickets");
        if (!proof.principal().isOwner()) {
            check(unused(proof.principal().name()), limits.get().ticketsPerPrincipal(), "ticketsPerPrincipal");
        }
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        pending.put(ticket, new Pending(proof, expiresAt));
        return new Issued(ticket, expiresAt);
    }

    private long unused(String principal) {
        return pending.values().stream()
                .filter(ticket -> ticket.proof().principal().name().equals(principal))
                .count();
    }

    private static void check(long unused, int most, String limit) {
        if (unused >= most) {
            throw new Failure(
                    ErrorCode.BUSY, "too many tickets are unused; the limit is gateway.limits." + limit + ", " + most);
        }
    }

    /** What {@code ticket} proves; asking uses it up, so of two who ask at once one is told. */
    public Optional<Proof> redeem(String ticket) {
        return Optional.ofNullable(pending.remove(ticket))
                .filter(found -> found.expiresAt() >= System.currentTimeMillis())
                .map(Pending::proof);
    }
}
