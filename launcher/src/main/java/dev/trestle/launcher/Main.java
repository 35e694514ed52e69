package dev.trestle.launcher;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** Where the process begins: hands the arguments to the command they name. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Whatever the locale: what is printed is JSON or ASCII, and JSON is UTF-8.
        var commandLine = commandLine(System.getenv(), System.in, System.out)
                .setOut(utf8(System.out))
                .setErr(utf8(System.err));
        warnOfLocale(commandLine.getErr());
        System.exit(commandLine.execute(arguments));
    }

    static CommandLine commandLine(
            Map<String, String> environment, InputStream standardInput, PrintStream standardOutput) {
        return new CommandLine(new Trestle())
                .addSubcommand(new Up(environment))
                .addSubcommand(new CallOperation(environment, standardInput))
                .addSubcommand(new PublishEvent(environment, standardInput))
                .addSubcommand(new TailTopic(environment))
                .addSubcommand(new Attach(environment, standardInput))
                .addSubcommand(new AskAgent(environment, standardInput))
                .addSubcommand(new ListFiles(environment))
                .addSubcommand(new CatFiles(environment, standardOutput))
                .addSubcommand(new GetFile(environment, standardOutput))
                .addSubcommand(new PutFile(environment, standardInput))
                .addSubcommand(new ListNodes(environment))
                .addSubcommand(new Check(environment))
                .addSubcommand("token", TokenCommand.of(environment))
                .addSubcommand(new Version())
                .addSubcommand(new HelpCommand())
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Errors::misused)
                .setExecutionExceptionHandler(Errors::failed);
    }

    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** The JVM fixes the charset of file names when it starts, and where it cannot write a name, it cannot open the file. */
    private static void warnOfLocale(PrintWriter err) {
        var charset = System.getProperty("sun.jnu.encoding", "UTF-8");
        if (!charset.equalsIgnoreCase("UTF-8")) {
            err.println("trestle: file names are read as " + charset
                    + ", so names outside ASCII will break; start with LC_ALL=C.UTF-8");
        }
    }
}
