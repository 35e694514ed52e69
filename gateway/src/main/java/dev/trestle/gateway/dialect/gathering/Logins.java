package dev.trestle.gateway.dialect.gathering;

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
import java.time.Duration;
import java.util.List;

/**
 * Logins: a name and, as its password, a token of that principal, for a token of this listener that ends after a day. So what
 * these clients put into addresses is worth nothing tomorrow, and elsewhere.
 */
final class Logins {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String WRONG = "Incorrect email or password";

    /** Asks for a login; pages write the name as an address of mail. */
    record Login(@Nullable String email, @Nullable String username, String password) {}

    private final Door door;
    private final Passes passes;

    Logins(Door door) {
        this.door = door;
        this.passes = new Passes(door.access(), DAY);
    }

    void into(WebTable table) {
        table.on("POST", "auth/login", ask -> login(ask, form(ask.body())))
                .on("POST", "auth/login/json", ask -> login(ask, ask.as(Login.class)));
    }

    Future<?> logout(Ask ask) {
        Credentials.token(ask.context().request()).ifPresent(passes::end);
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
                            "access_token", passes.begin(proof),
                            "token_type", "bearer",
                            "expires_in", passes.seconds(proof));
                })
                .recover(refused -> {
                    door.refused(ask.context().request(), refused);
                    return Future.failedFuture(new HttpException(401, WRONG));
                });
    }

    /** Whose {@code token} is. */
    Future<Proof> proof(String token) {
        return passes.proof(token);
    }
}
