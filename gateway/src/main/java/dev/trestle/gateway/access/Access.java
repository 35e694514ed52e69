package dev.trestle.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trestle.config.AccessConfig;
import dev.trestle.config.AccessFile;
import dev.trestle.config.ConfigException;
import dev.trestle.gateway.access.Proof.Credential;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
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

    private final AccessConfig config;
    private final WorkerExecutor threads;
    private final Proof owner;
    private final String ownerDigest;
    private final WebTokens webTokens;
    private final Cache<String, Credential> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private volatile Roster roster;
    private volatile int edition;

    private Access(Vertx vertx, AccessConfig config, Roster roster, WebTokens webTokens) {
        this.config = config;
        this.threads = vertx.createSharedWorkerExecutor("access", THREADS);
        this.roster = roster;
        this.webTokens = webTokens;
        this.owner = new Proof(OWNER, now -> Optional.of(OWNER));
        this.ownerDigest = Roster.digest(config.token());
    }

    /** Reads what {@code config} names; fails with a {@link ConfigException} when it cannot work. */
    public static Future<Access> open(Vertx vertx, AccessConfig config) {
        return vertx.executeBlocking(() -> new Access(vertx, config, read(config), WebTokens.of(config.jwt())));
    }

    private static Roster read(AccessConfig config) {
        return new Roster(config.principals() == null ? AccessFile.EMPTY : AccessFile.read(config.principals()));
    }

    /** Who {@code token} belongs to; fails with a {@link Refusal}, which is not for whoever sent it. */
    public Future<Proof> authenticate(String token) {
        var digest = Roster.digest(token);
        if (digest.equals(ownerDigest)) {
            return Future.succeededFuture(owner);
        }
        Credential inFile = now -> now.principal(digest);
        var known = prove(Optional.ofNullable(verified.getIfPresent(digest)).orElse(inFile));
        if (known.isPresent() || webTokens == null) {
            return known.map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(new Refusal("nobody has it")));
        }
        return threads.executeBlocking(() -> verify(token, digest), false);
    }

    private Proof verify(String token, String digest) throws Refusal {
        try {
            var credential = webTokens.verify(token);
            var proof = prove(credential).orElseThrow(() -> new Refusal("it has expired"));
            verified.put(digest, credential);
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

    private Optional<Proof> prove(Credential credential) {
        return credential
                .principal(roster)
                .filter(principal -> !principal.expired())
                .map(principal -> new Proof(principal, credential));
    }

    /** What {@code proof} proves now; nothing when it has ended or was withdrawn. */
    public Optional<Proof> renew(Proof proof) {
        return prove(proof.credential())
                .map(renewed -> renewed.at(proof.principal().from()));
    }

    /** Counts how often rights were changed: as long as it stays the same, {@link #renew} yields what it did. */
    public int edition() {
        return edition;
    }

    /** Reads the file of principals again; nothing changes when something in it is wrong. */
    public Future<Void> reload() {
        return threads.<Void>executeBlocking(() -> {
                    roster = read(config);
                    edition++;
                    return null;
                })
                .onSuccess(done -> LOGGER.atInfo().log("principals and roles were read again"))
                .onFailure(cause -> LOGGER.atError()
                        .addKeyValue("why", cause.getMessage())
                        .log("principals and roles stay as they were"));
    }

    /** The principal that started this node. */
    public Proof owner() {
        return owner;
    }
}
