package dev.trestle.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trestle cat}: the bytes of files, one after the other. */
@Command(
        name = "cat",
        header = "Write files of a workspace to standard output, byte for byte.",
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle cat README.md",
            "  trestle cat logs/a.log logs/b.log | grep error",
            "",
            "Exit codes: 0 done, 3 the server answered with an error, 2 wrong usage, 1 no or half an answer."
        })
final class CatFiles implements Callable<Integer> {

    private final PrintStream standardOutput;

    @Mixin
    private HelpOption help;

    @Mixin
    private final WorkspaceOptions workspace;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "The files.")
    private List<String> paths;

    CatFiles(Map<String, String> environment, PrintStream standardOutput) {
        this.workspace = new WorkspaceOptions(environment);
        this.standardOutput = standardOutput;
    }

    @Override
    public Integer call() throws InterruptedException {
        var files = workspace.files();
        for (var path : paths) {
            try (var content = files.get(path).body()) {
                content.transferTo((OutputStream) standardOutput);
            } catch (IOException broken) {
                throw CommandException.broken("the connection broke while " + path + " was read; it is not complete");
            }
            if (standardOutput.checkError()) {
                throw CommandException.broken("standard output was closed");
            }
        }
        return ExitCode.DONE;
    }
}
