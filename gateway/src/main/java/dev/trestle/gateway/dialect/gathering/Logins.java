package dev.trestle.gateway.dialect.gathering;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.gateway.dialect.WebTable.Ask;
import dev.trestle.gateway.http.Credentials;
import dev.trestle.wire.Nullable;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.handler.HttpException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Logins: a name and, as its password, a token of that principal, for a token of this listener that ends after a day. So what
 * these clients put into addresses is worth nothing tomorrow, and elsewhere.
 */
final class Logins {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST = 10_000;
    private static final int BYTES = 32;
    private static final String WRONG = "Incorrect email or password";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Asks for a login; pages write the name as an address of mail. */
    record Login(@Nullable String email, @Nullable String username, String password) {}

    private final Door door;
    private final Cache<String, Proof> tokens =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(DAY).build();

    Logins(Door door) {
        this.door = door;
    }

    void into(WebTable table) {
        table.on("POST", "auth/login", ask -> login(ask, form(ask.body())))
                .on("POST", "auth/login/json", ask -> login(ask, ask.as(Login.class)));
    }

    Future<?> logout(Ask ask) {
        Credentials.token(ask.context().request()).ifPresent(tokens::invalidate);
        return Future.succeededFuture(Members.of("message", "Successfully logged out"));
    }

    private static Login form(Buffer body) {
        var fields = new QueryStringDecoder(body.toString(), StandardCharsets.UTF_8, false).parameters();
        var none = List.of("");
        return new Login(
                null,
                fields.getOrDefault("username", none).get(0),
                fields.getOrDefault("password", none).get(0));
    }

    private Future<?> login(Ask ask, Login login) {
        var name = login.email() == null ? login.username() : login.email();
        return door.access()
                .authenticate(login.password())
                .map(proof -> {
                    if (!proof.principal().name().equals(name)) {
                        throw new HttpException(401, WRONG);
                    }
                    return Members.of(
                            "access_token", begin(proof), "token_type", "bearer", "expires_in", seconds(proof));
                })
                .recover(refused -> {
                    door.refused(ask.context().request(), refused);
                    return Future.failedFuture(new HttpException(401, WRONG));
                });
    }

    private String begin(Proof proof) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tokens.put(token, proof);
        return token;
    }

    private static long seconds(Proof proof) {
        long left = proof.expiresAt() == null ? Long.MAX_VALUE : proof.expiresAt() - System.currentTimeMillis();
        return Math.min(DAY.toSeconds(), left / 1000);
    }

    /** Whose {@code token} is, one of a login or any other that this node knows. */
    Future<Proof> proof(String token) {
        var known = tokens.getIfPresent(token);
        return known == null ? door.access().authenticate(token) : door.access().renew(known);
    }
}
