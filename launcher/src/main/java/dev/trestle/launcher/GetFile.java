package dev.trestle.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trestle get}: copies a file of a workspace, or an archive of a directory, to this machine. */
@Command(
        name = "get",
        header = "Copy a file of a workspace to this machine; of a directory, a tar.gz.",
        description = {
            "",
            "LOCAL is replaced when all has come, and left as it was when not. It is a",
            "file, or a directory to put it in, or - for standard output. Without it, the",
            "name is that of PATH, in the current directory; a directory becomes",
            "NAME.tar.gz. What could not be put into that is named in it, in",
            "NAME.left-out.txt.",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle get build/app.jar",
            "  trestle get build/app.jar /srv/app.jar",
            "  trestle get src                         writes src.tar.gz",
            "  trestle get src - | tar xz -C /tmp",
            "",
            "Exit codes: 0 done, 3 the server answered with an error, 2 wrong usage, 1 no or half an answer."
        })
final class GetFile implements Callable<Integer> {

    private final PrintStream standardOutput;

    @Mixin
    private HelpOption help;

    @Mixin
    private final WorkspaceOptions workspace;

    @Parameters(index = "0", paramLabel = "PATH", description = "What to copy.")
    private String path;

    @Parameters(index = "1", arity = "0..1", paramLabel = "LOCAL", description = "Where to.")
    private String local = "";

    GetFile(Map<String, String> environment, PrintStream standardOutput) {
        this.workspace = new WorkspaceOptions(environment);
        this.standardOutput = standardOutput;
    }

    @Override
    public Integer call() throws InterruptedException {
        var files = workspace.files();
        try {
            var answer = files.getOrArchive(path);
            var headers = answer.headers();
            boolean archive = headers.firstValue("Content-Type").orElse("").equals("application/gzip");
            long size = headers.firstValueAsLong("Content-Length").orElse(-1);
            try (var content = Progress.of(answer.body(), size)) {
                write(content, files.nameOf(path) + (archive ? ".tar.gz" : ""));
            }
            return ExitCode.DONE;
        } catch (IOException broken) {
            throw CommandException.broken("the connection broke while " + path + " was read; nothing was written");
        }
    }

    private void write(InputStream content, String name) throws IOException {
        if (local.equals("-")) {
            content.transferTo(standardOutput);
            if (standardOutput.checkError()) {
                throw CommandException.broken("standard output was closed");
            }
            return;
        }
        var given = Path.of(local);
        replace(Files.isDirectory(given) ? given.resolve(name) : given, content);
    }

    private static void replace(Path target, InputStream content) throws IOException {
        var part = target.resolveSibling(".trestle-get-" + UUID.randomUUID() + ".part");
        part.toFile().deleteOnExit();
        try (var out = LocalFile.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.transferTo(out);
        }
        LocalFile.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
