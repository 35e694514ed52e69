package dev.trestle.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trestle.config.AccessConfig;
import dev.trestle.config.ConfigException;
import dev.trestle.gateway.access.Proof.Credential;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who a token belongs to: the owner, somebody in the file of principals, or whoever a JSON Web Token names. */
public final class Access {

    /** What everybody is told whose token is refused, whatever is wrong with it. */
    public static final String REFUSED = "this token is not valid";

    /** Who started this node. */
    static final Principal OWNER = new Principal("owner", List.of(Grant.ALL));

    private static final Logger LOGGER = LoggerFactory.getLogger(Access.class);
    private static final int THREADS = 2;
    private static final int REMEMBERED = 10_000;

    /**
     * All that is asked about a token, replaced as a whole. Tokens of one who signs are remembered as long as keys may be
     * old: then a key that is no more counts for nothing.
     */
    private record Rules(AccessConfig config, Roster roster, WebTokens webTokens, Cache<String, Signed> verified) {

        Rules(AccessConfig config, WebTokens webTokens) {
            this(
                    config,
                    Roster.of(config),
                    webTokens,
                    Caffeine.newBuilder()
                            .maximumSize(REMEMBERED)
                            .expireAfterWrite(
                                    Duration.ofMillis(config.jwt().jwks().cacheMs()))
                            .build());
        }
    }

    private final WorkerExecutor threads;
    private final Proof owner;
    private volatile Rules rules;
    private volatile int edition;

    private Access(Vertx vertx, Rules rules) {
        this.threads = vertx.createSharedWorkerExecutor("access", THREADS);
        this.rules = rules;
        this.owner = new Proof(OWNER, now -> Optional.of(OWNER));
    }

    /** Reads what {@code config} names; fails with a {@link ConfigException} when it cannot work. */
    public static Future<Access> open(Vertx vertx, AccessConfig config) {
        return vertx.executeBlocking(() -> new Access(vertx, new Rules(config, WebTokens.of(config.jwt()))));
    }

    /** Who {@code token} belongs to; fails with a {@link Refusal}, which is not for whoever sent it. */
    public Future<Proof> authenticate(String token) {
        var now = rules;
        var digest = Roster.digest(token);
        var signed = now.verified().getIfPresent(digest);
        Credential credential = signed == null ? roster -> roster.principal(digest) : signed;
        var known = prove(now, credential);
        if (known.isPresent() || now.webTokens() == null) {
            return known.map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(new Refusal("nobody has it")));
        }
        return threads.executeBlocking(() -> verify(now, token), false);
    }

    private static Proof verify(Rules now, String token) throws Refusal {
        try {
            var signed = now.webTokens().verify(token);
            var proof = prove(now, signed).orElseThrow(() -> new Refusal("it has expired"));
            now.verified().put(Roster.digest(token), signed);
            return proof;
        } catch (Refusal refusal) {
            LOGGER.atDebug().addKeyValue("why", refusal.getMessage()).log("a token was refused");
            throw refusal;
        }
    }

    /** What everybody is told whose token is refused. */
    public static Failure refused() {
        return new Failure(ErrorCode.UNAUTHENTICATED, REFUSED);
    }

    private static Optional<Proof> prove(Rules now, Credential credential) {
        return credential
                .principal(now.roster())
                .filter(principal -> !principal.expired())
                .map(principal -> new Proof(principal, credential));
    }

    /** What {@code proof} proves now; fails with a {@link Refusal} when it has ended or was withdrawn. */
    public Future<Proof> renew(Proof proof) {
        var now = rules;
        return again(now, proof.credential())
                .map(renewed -> renewed.at(proof.principal().from()));
    }

    private Future<Proof> again(Rules now, Credential credential) {
        if (credential instanceof Signed signed && signed.by() != now.webTokens()) {
            return now.webTokens() == null
                    ? Future.failedFuture(new Refusal("no token of this kind is accepted any more"))
                    : threads.executeBlocking(() -> verify(now, signed.token()), false);
        }
        return prove(now, credential)
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new Refusal("it has expired or was withdrawn")));
    }

    /** Counts how often rights were changed: as long as it stays the same, {@link #renew} yields what it did. */
    public int edition() {
        return edition;
    }

    /**
     * Reads what {@code config} names, and yields what puts it in force; fails with a {@link ConfigException} when something
     * in it is wrong. Keys that are fetched are fetched again only from elsewhere.
     */
    public Future<Runnable> prepare(AccessConfig config) {
        return threads.executeBlocking(() -> {
            var before = rules;
            boolean same =
                    config.jwt().equals(before.config().jwt()) && config.jwt().keyFile() == null;
            var latest = new Rules(config, same ? before.webTokens() : WebTokens.of(config.jwt()));
            return () -> {
                rules = latest;
                edition++;
            };
        });
    }

    /** The principal that started this node. */
    public Proof owner() {
        return owner;
    }
}
