package dev.trestle.launcher;

import dev.trestle.config.ConfigException;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person reads when a command does not succeed: one sentence, and the exit code that goes with it. */
final class Errors {

    private Errors() {}

    static int misused(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        var sentence = wrong.getMessage().replaceAll("\\R+", " ");
        command.getErr()
                .println("trestle: " + sentence + nearest(wrong) + "; see 'trestle help" + about(command) + "'");
        return ExitCode.MISUSED;
    }

    private static String nearest(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        var meant = unmatched.getSuggestions().stream().limit(3).collect(Collectors.joining(" or "));
        return meant.isEmpty() ? "" : ", did you mean " + meant + "?";
    }

    private static String about(CommandLine command) {
        return command.getParent() == null ? "" : " " + command.getCommandName();
    }

    static int failed(Exception cause, CommandLine command, ParseResult parsed) {
        if (cause instanceof CommandException known) {
            boolean theServers = known.exitCode() == ExitCode.REFUSED;
            command.getErr().println(theServers ? known.getMessage() : "trestle: " + known.getMessage());
            return known.exitCode();
        } else if (cause instanceof ConfigException) {
            command.getErr().println("trestle: " + cause.getMessage());
            return ExitCode.MISUSED;
        }
        LoggerFactory.getLogger(Errors.class)
                .atError()
                .addKeyValue("command", command.getCommandName())
                .setCause(cause)
                .log("unexpected failure");
        command.getErr().println("trestle: this failed unexpectedly (" + cause + "); the log above says where");
        return ExitCode.BROKEN;
    }
}
