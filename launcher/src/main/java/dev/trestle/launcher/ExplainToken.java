package dev.trestle.launcher;

import dev.trestle.bus.Glob;
import dev.trestle.gateway.access.Grant;
import dev.trestle.gateway.access.Verdict;
import dev.trestle.launcher.log.ControlCharacters;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle token explain}: what a token says, and what a gateway makes of it. */
@Command(
        name = "explain",
        header = "Say what is in a token, whether a gateway accepts it, and what it allows.",
        description = {"", "Where the settings name a URL of keys, it is asked. The signature is never printed."},
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle token explain --config trestle.yaml eyJhbGciOi...",
            "",
            "Exit codes: 0 it would be accepted, 3 it would be refused, 2 wrong usage or configuration."
        })
final class ExplainToken implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private final AccessOptions access;

    @Parameters(paramLabel = "TOKEN", description = "The token.")
    private String token;

    ExplainToken(Map<String, String> environment) {
        access = new AccessOptions(environment);
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var verdict = Verdict.on(token, access.read());
        if (verdict.header() != null) {
            out.println("header: " + ControlCharacters.escape(verdict.header()));
            out.println("claims: " + ControlCharacters.escape(verdict.claims()));
        }
        if (verdict.principal() == null) {
            out.println("refused: " + verdict.why());
            return ExitCode.REFUSED;
        }
        accepted(verdict, out);
        return ExitCode.DONE;
    }

    private static void accepted(Verdict verdict, PrintWriter out) {
        var principal = verdict.principal();
        var until =
                principal.until() == Long.MAX_VALUE ? "for good" : "until " + Instant.ofEpochMilli(principal.until());
        out.println("accepted: " + ControlCharacters.escape(principal.name()) + ", " + until);
        if (principal.grants().isEmpty()) {
            out.println("allows: nothing; none of its roles is known");
        }
        principal.grants().forEach(grant -> print(grant, out));
    }

    private static void print(Grant grant, PrintWriter out) {
        out.println("grant: " + words(grant.operations()) + " in " + words(grant.workspaces()) + " on "
                + (grant.topics().isEmpty() ? "no topics" : words(grant.topics())));
        out.println("allows: "
                + Protocol.OPERATIONS.stream()
                        .map(Operation::name)
                        .filter(name -> grant.operations().stream().anyMatch(glob -> glob.matches(name)))
                        .collect(Collectors.joining(" ")));
    }

    private static String words(List<Glob> globs) {
        return globs.stream().map(Glob::text).collect(Collectors.joining(","));
    }
}
