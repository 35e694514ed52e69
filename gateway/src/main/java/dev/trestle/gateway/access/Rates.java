package dev.trestle.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trestle.config.RatesConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How fast each principal may call: one bucket for calls that only read, and one for the others. */
public final class Rates {

    /** Who has not called for so long has full buckets. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Key(String principal, boolean writes) {}

    private volatile RatesConfig config;
    private final Cache<Key, Bucket> buckets =
            Caffeine.newBuilder().expireAfterAccess(IDLE).build();

    public Rates(RatesConfig config) {
        this.config = config;
    }

    /** From now on by {@code latest}; what was counted so far is forgotten. */
    public void use(RatesConfig latest) {
        config = latest;
        buckets.invalidateAll();
    }

    /**
     * Counts a call.
     *
     * @throws Failure {@code RATE_LIMITED} when it comes too early
     */
    public void count(Principal who, String operation) {
        boolean hasLimitsOfItsOwn =
                Protocol.operation(operation).flatMap(Operation::handle).isPresent();
        if (who.isOwner() || hasLimitsOfItsOwn) {
            return;
        }
        var key = new Key(who.name(), Protocol.writes(operation));
        var probe = buckets.get(key, this::bucket).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long wait = 1 + TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill());
            var limit = key.writes() ? "writesPerSecond" : "readsPerSecond";
            throw new Failure(ErrorCode.RATE_LIMITED, "too many calls; the limit is gateway.rates." + limit)
                    .retryAfter(wait);
        }
    }

    private Bucket bucket(Key key) {
        int rate = key.writes() ? config.writesPerSecond() : config.readsPerSecond();
        return bucket((long) rate * config.burstSeconds(), rate, Duration.ofSeconds(1));
    }

    /** Counts what {@code who} has sent that is no call; whether it came not too fast. */
    boolean spend(Principal who) {
        return who.isOwner()
                || buckets.get(new Key(who.name(), false), this::bucket).tryConsume(1);
    }

    /** That of one connection. */
    public Patience patience() {
        return new Patience(this, bucket(config.patience(), config.patience(), PATIENCE));
    }

    private static Bucket bucket(long capacity, long rate, Duration per) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(rate, per))
                .build();
    }
}
