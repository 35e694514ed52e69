package dev.trestle.launcher;

/** A command ends here; the message is one sentence that says why and what to do, and nobody needs a stack trace. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    /** The command, or the settings it runs with, must change. */
    static CommandException misused(String sentence) {
        return new CommandException(ExitCode.MISUSED, sentence);
    }

    /** The command was right; something else was not. */
    static CommandException broken(String sentence) {
        return new CommandException(ExitCode.BROKEN, sentence);
    }

    /** The server answered with an error. */
    static CommandException refused(RemoteError error) {
        return new CommandException(ExitCode.REFUSED, String.join("\n", error.lines()));
    }

    int exitCode() {
        return exitCode;
    }
}
