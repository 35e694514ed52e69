package dev.trestle.gateway.dialect.gathering;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Proof;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/**
 * Tokens of one listener that stand for those of the settings, for a while: what clients put into addresses is worth nothing
 * afterwards, and elsewhere. Any thread may call.
 */
final class Passes {

    private static final int MOST = 10_000;
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Access access;
    private final Duration life;
    private final Cache<String, Proof> passes;

    /** Each is good for {@code life}, unless what it stands for ends before. */
    Passes(Access access, Duration life) {
        this.access = access;
        this.life = life;
        this.passes =
                Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(life).build();
    }

    /** A new token for whoever has given {@code proof}. */
    String begin(Proof proof) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        passes.put(token, proof);
        return token;
    }

    /** How long a new token for {@code proof} is good, in seconds. */
    long seconds(Proof proof) {
        long left = proof.expiresAt() == null ? Long.MAX_VALUE : proof.expiresAt() - System.currentTimeMillis();
        return Math.min(life.toSeconds(), left / 1000);
    }

    /** {@code token} is nobody's from now on. */
    void end(String token) {
        passes.invalidate(token);
    }

    /** Whose {@code token} is, one of these or any other that this node knows. */
    Future<Proof> proof(String token) {
        var known = passes.getIfPresent(token);
        return known == null ? access.authenticate(token) : access.renew(known);
    }
}
