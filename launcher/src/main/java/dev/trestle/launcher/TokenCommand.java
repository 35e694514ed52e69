package dev.trestle.launcher;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trestle token}: makes and explains tokens. */
@Command(
        name = "token",
        synopsisSubcommandLabel = "COMMAND",
        header = "Make a token, or say what a gateway makes of one.",
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle token make --config trestle.yaml --subject ada --role reader",
            "  trestle token explain --config trestle.yaml eyJhbGciOi...",
            "",
            "Exit codes: 0 done, 2 wrong usage or configuration, 3 the token would be refused."
        })
final class TokenCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    /** Its commands, for {@code Main}. */
    static CommandLine of(Map<String, String> environment) {
        return new CommandLine(new TokenCommand())
                .addSubcommand(new MakeToken(environment))
                .addSubcommand(new ExplainToken(environment));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: make or explain");
    }
}
