package dev.trestle.gateway.access;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.github.bucket4j.Bucket;

/** How much of what no client should send is borne on one connection. Belongs to the event loop of that. */
public final class Patience {

    private final Rates rates;
    private final Bucket bucket;
    private boolean exhausted;

    Patience(Rates rates, Bucket bucket) {
        this.rates = rates;
        this.bucket = bucket;
    }

    /** A call was answered with {@code why}. */
    public void refused(Failure why) {
        exhausted |= why.code() == ErrorCode.RATE_LIMITED && !bucket.tryConsume(1);
    }

    /** {@code who}, {@code null} for one who has yet to prove it, has sent what is no call: it costs as much as one that reads. */
    public void spend(Principal who) {
        exhausted |= (who == null || !rates.spend(who)) && !bucket.tryConsume(1);
    }

    /** Whether the client goes on and on. */
    public boolean isExhausted() {
        return exhausted;
    }
}
