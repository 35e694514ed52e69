package dev.trestle.gateway.access;

import dev.trestle.config.GatewayConfig.Limits;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How many connections there are of each principal and from each address: WebSockets, and requests over HTTP until they are
 * answered. May be used from any thread.
 */
public final class Attendance {

    private static final long COME_AGAIN = 1_000;

    private final Map<String, Integer> principals = new ConcurrentHashMap<>();
    private final Map<String, Integer> addresses = new ConcurrentHashMap<>();
    private final Supplier<Limits> limits;

    public Attendance(Supplier<Limits> limits) {
        this.limits = limits;
    }

    /**
     * Refuses one more from {@code address}, when it would be one too many.
     *
     * @throws Failure {@code RATE_LIMITED}
     */
    public void checkAddress(String address) {
        check(addresses, address, limits.get().connectionsPerAddress(), "from this address", "connectionsPerAddress");
    }

    /**
     * Refuses one more of {@code who}, as {@link #checkAddress}; the owner may have as many as they like.
     *
     * @throws Failure {@code RATE_LIMITED}
     */
    public void check(Principal who) {
        if (!who.isOwner()) {
            check(
                    principals,
                    who.name(),
                    limits.get().connectionsPerPrincipal(),
                    "of this principal",
                    "connectionsPerPrincipal");
        }
    }

    private static void check(Map<String, Integer> present, String name, int most, String whose, String limit) {
        if (present.getOrDefault(name, 0) >= most) {
            throw new Failure(
                            ErrorCode.RATE_LIMITED,
                            "too many connections " + whose + "; the limit is gateway.limits." + limit + ", " + most)
                    .retryAfter(COME_AGAIN);
        }
    }

    /** One more from {@code address} is there. */
    public void enter(String address) {
        addresses.merge(address, 1, Integer::sum);
    }

    /** One more of {@code who} is there. */
    public void enter(Principal who) {
        principals.merge(who.name(), 1, Integer::sum);
    }

    /** One from {@code address} has left. */
    public void leave(String address) {
        leave(addresses, address);
    }

    /** One of {@code who} has left. */
    public void leave(Principal who) {
        leave(principals, who.name());
    }

    private static void leave(Map<String, Integer> present, String name) {
        present.computeIfPresent(name, (any, count) -> count == 1 ? null : count - 1);
    }
}
