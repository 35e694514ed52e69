package dev.trestle.launcher;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** One run of the command, as a shell sees it. */
record CommandLineRun(int exitCode, String out, String err) {

    static CommandLineRun of(Map<String, String> environment, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exitCode = Main.commandLine(environment, new ByteArrayInputStream(new byte[0]))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }

    /** Standard error, when it is one line. */
    String sentence() {
        var lines = err.lines().toList();
        if (lines.size() != 1) {
            throw new AssertionError("not one sentence: " + err);
        }
        return lines.get(0);
    }
}
