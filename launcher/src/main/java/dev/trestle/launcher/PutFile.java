package dev.trestle.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle put}: copies a file of this machine into a workspace. */
@Command(
        name = "put",
        header = "Copy a file of this machine into a workspace.",
        description = {
            "",
            "PATH is replaced when all has come, and left as it was when not. When it",
            "ends with a slash, the file keeps its name. The etag of what is there now",
            "goes to standard output. A file of 8 MiB or more goes on where it was when",
            "the connection is lost and comes back within a minute.",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle put app.jar build/app.jar",
            "  trestle put -p notes.txt docs/2026/     makes the directories",
            "  date | trestle put - now.txt",
            "  trestle put --new a.txt a.txt           only if nothing is there",
            "",
            "Exit codes: 0 done, 3 the server answered with an error, 2 wrong usage, 1 no answer."
        })
final class PutFile implements Callable<Integer> {

    private static final long LARGE = 8L << 20;

    private final InputStream standardInput;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private final WorkspaceOptions workspace;

    @Parameters(index = "0", paramLabel = "LOCAL", description = "The file to copy; - is standard input.")
    private String local;

    @Parameters(index = "1", paramLabel = "PATH", description = "Where to, in the workspace.")
    private String path;

    @Option(names = "-p", description = "Make the directories that are missing on the way.")
    private boolean makeParents;

    @Option(names = "--if-match", paramLabel = "ETAG", description = "Only if this is still what is there.")
    private String ifMatch;

    @Option(names = "--new", description = "Only if nothing is there.")
    private boolean onlyNew;

    PutFile(Map<String, String> environment, InputStream standardInput) {
        this.workspace = new WorkspaceOptions(environment);
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws InterruptedException {
        var answer = local.equals("-") ? putStandardInput() : putFile(Path.of(local));
        spec.commandLine().getOut().println(answer.path("etag").asText());
        return ExitCode.DONE;
    }

    private JsonNode putStandardInput() throws InterruptedException {
        if (path.endsWith("/")) {
            throw CommandException.misused("PATH must name the file: standard input has no name");
        }
        var body = BodyPublishers.ofInputStream(() -> Progress.of(standardInput, -1));
        try {
            return workspace.files().put(path, makeParents, body, conditions());
        } catch (IOException broken) {
            throw CommandException.broken("the connection broke; " + path + " is as it was, or has all of it");
        }
    }

    private JsonNode putFile(Path file) throws InterruptedException {
        long size = LocalFile.size(file);
        var target = path.endsWith("/") ? path + file.getFileName() : path;
        var upload = new FileUpload(workspace.files(), file, size, target, makeParents, conditions());
        return size < LARGE ? upload.whole() : upload.inPieces();
    }

    private String[] conditions() {
        List<String> headers = new ArrayList<>();
        if (ifMatch != null) {
            headers.addAll(List.of("If-Match", ifMatch.equals("*") ? ifMatch : '"' + ifMatch + '"'));
        }
        if (onlyNew) {
            headers.addAll(List.of("If-None-Match", "*"));
        }
        return headers.toArray(String[]::new);
    }
}
