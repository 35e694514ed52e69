package dev.trestle.launcher;

import dev.trestle.gateway.access.TokenMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trestle token make}: a JSON Web Token that a gateway with these settings accepts. */
@Command(
        name = "make",
        header = "Make a JSON Web Token that a gateway with these settings accepts.",
        description = {
            "",
            "It is signed with access.jwt.secret, or with a private key that fits access.jwt.keyFile.",
            "The token goes to standard output, and nothing else does."
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle token make --config trestle.yaml --subject ada --role reader",
            "  trestle token make --subject ci --key private.pem --ttl 15m --grant fs.read,fs.list@demo",
            "  trestle token make --subject ci --grant 'topic.*@*@topic/builds/*'",
            "",
            "Exit codes: 0 done, 2 wrong usage or configuration."
        })
final class MakeToken implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private final AccessOptions access;

    @Option(names = "--subject", paramLabel = "NAME", required = true, description = "Who it is about.")
    private String subject;

    @Option(names = "--role", paramLabel = "R", split = ",", description = "A role of access.principals. Repeatable.")
    private final List<String> roles = new ArrayList<>();

    @Option(
            names = "--grant",
            paramLabel = "OPS@WORKSPACES[@TOPICS]",
            description = {
                "What it allows by itself, as patterns with commas between; counts where the "
                        + "settings have access.jwt.claims.grants. Repeatable."
            })
    private final List<String> grants = new ArrayList<>();

    @Option(
            names = "--ttl",
            paramLabel = "T",
            description = "How long it lives, such as 15m, 8h or 90s; 1h if not given.")
    private String ttl = "1h";

    @Option(names = "--key", paramLabel = "FILE", description = "A private key in PEM to sign with.")
    private Path key;

    MakeToken(Map<String, String> environment) {
        access = new AccessOptions(environment);
    }

    @Override
    public void run() {
        var config = access.read().jwt();
        if (!config.enabled()) {
            throw CommandException.misused("these settings accept no JSON Web Tokens: set access.jwt.secret or"
                    + " access.jwt.keyFile, and access.jwt.issuer and access.jwt.audience");
        } else if (!grants.isEmpty() && config.claims().grants() == null) {
            throw CommandException.misused(
                    "--grant counts for nothing, because access.jwt.claims.grants is not set; give --role instead");
        }
        var lifetime = duration();
        if (lifetime.toMillis() > config.maxLifetimeMs()) {
            throw CommandException.misused(
                    "--ttl is more than access.jwt.maxLifetimeMs (" + config.maxLifetimeMs() + " ms)");
        }
        var parsed = grants.stream().map(MakeToken::grant).toList();
        spec.commandLine().getOut().println(TokenMaker.of(config, pem()).make(subject, roles, parsed, lifetime));
    }

    private static Map<String, List<String>> grant(String text) {
        var parts = text.split("@", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw CommandException.misused(
                    "--grant must be OPERATIONS@WORKSPACES or OPERATIONS@WORKSPACES@TOPICS, not \"" + text + "\"");
        }
        var topics = parts.length == 3 ? List.of(parts[2].split(",")) : List.<String>of();
        return Map.of(
                "operations",
                List.of(parts[0].split(",")),
                "workspaces",
                List.of(parts[1].split(",")),
                "topics",
                topics);
    }

    private Duration duration() {
        try {
            var parsed = Duration.parse("PT" + ttl.toUpperCase(Locale.ROOT));
            if (!parsed.isNegative() && !parsed.isZero()) {
                return parsed;
            }
        } catch (DateTimeParseException malformed) {
            // Said below, as of a time that is not above zero.
        }
        throw CommandException.misused("--ttl must be a time such as 15m, 8h or 90s, not \"" + ttl + "\"");
    }

    private String pem() {
        try {
            return key == null ? null : Files.readString(key);
        } catch (IOException unreadable) {
            throw CommandException.misused("--key cannot be read: " + key);
        }
    }
}
