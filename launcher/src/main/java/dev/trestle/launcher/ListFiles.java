package dev.trestle.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trestle.launcher.log.ControlCharacters;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle ls}: what is in a directory of a workspace. */
@Command(
        name = "ls",
        header = "List a directory of a workspace.",
        description = {
            "",
            "One name on each line, directories first; control characters in a name are",
            "written out.",
            "As JSON: trestle call fs.list path=PATH",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle ls",
            "  trestle ls -l src",
            "  trestle ls -a -w demo /",
            "",
            "Exit codes: 0 done, 3 the server answered with an error, 2 wrong usage, 1 no answer."
        })
final class ListFiles implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final String BITS = "rwxrwxrwx";

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private final WorkspaceOptions workspace;

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "What to list; without it, the root.")
    private String path = "";

    @Option(names = "-l", description = "With mode, size in bytes and time of the last change.")
    private boolean detailed;

    @Option(names = "-a", description = "Names that begin with a dot as well.")
    private boolean all;

    ListFiles(Map<String, String> environment) {
        workspace = new WorkspaceOptions(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var files = workspace.files();
        var entry = files.stat(path);
        switch (entry.path("type").asText()) {
            case "directory" -> list(files);
            case "symlink" -> follow(files, entry);
            default -> print(entry);
        }
        return ExitCode.DONE;
    }

    /** A link to a directory is listed like one. */
    private void follow(RemoteFiles files, JsonNode link) throws InterruptedException {
        try {
            list(files);
        } catch (CommandException toAFile) {
            print(link);
        }
    }

    private void list(RemoteFiles files) throws InterruptedException {
        for (String cursor = null; ; ) {
            var params = JsonNodeFactory.instance.objectNode().put("hidden", all);
            if (cursor != null) {
                params.put("cursor", cursor);
            }
            var page = files.call("fs.list", path, params);
            page.path("entries").forEach(this::print);
            if (!page.hasNonNull("cursor")) {
                return;
            }
            cursor = page.get("cursor").asText();
        }
    }

    private void print(JsonNode entry) {
        PrintWriter out = spec.commandLine().getOut();
        var name = ControlCharacters.escape(entry.path("name").asText());
        if (!detailed) {
            out.println(name);
            return;
        }
        var changed = Instant.ofEpochMilli(entry.path("modified").asLong()).atZone(ZoneId.systemDefault());
        out.println(String.format(
                Locale.ROOT, "%s %12d %s %s", mode(entry), entry.path("size").asLong(), TIME.format(changed), name));
    }

    private static String mode(JsonNode entry) {
        int bits = entry.path("mode").asInt();
        var text = new StringBuilder(
                switch (entry.path("type").asText()) {
                    case "file" -> "-";
                    case "directory" -> "d";
                    case "symlink" -> "l";
                    default -> "?";
                });
        for (int i = 0; i < BITS.length(); i++) {
            text.append((bits & 1 << BITS.length() - 1 - i) == 0 ? '-' : BITS.charAt(i));
        }
        return text.toString();
    }
}
