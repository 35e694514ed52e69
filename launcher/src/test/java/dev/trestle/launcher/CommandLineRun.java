package dev.trestle.launcher;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One run of the command, as a shell sees it. */
record CommandLineRun(int exitCode, String out, String err) {

    static CommandLineRun of(Map<String, String> environment, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var bytes = new ByteArrayOutputStream();
        var exitCode = Main.commandLine(environment, new ByteArrayInputStream(new byte[0]), new PrintStream(bytes))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandLineRun(exitCode, out + bytes.toString(StandardCharsets.UTF_8), err.toString());
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
