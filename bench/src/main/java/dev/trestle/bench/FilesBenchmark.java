package dev.trestle.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files by way of Trestle beside what the system has for the same, in turns. */
final class FilesBenchmark {

    private static final Duration CALM = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int DOWNLOAD_MIB = 100;
    private static final String AIM = "≤ 1.5";
    /** Connections wait, and nobody answers a ping on them, while others are measured. */
    private static final Map<String, String> PATIENT = Map.of("TRESTLE_GATEWAY_HEARTBEAT_MS", "3600000");

    private final Setup setup;
    private final int rounds;
    private final int large;
    private final Duration warmUp;
    private final Path home;
    private final Tree tree;
    private final Table table = new Table(
            "what", "times as long", "aim", "ms without, median / worst", "ms with Trestle, median / worst", "beside");

    /** With {@code rounds} of each, and transfers of {@code large} MiB beside other calls. */
    FilesBenchmark(Setup setup, int rounds, int large, Duration warmUp) {
        this.setup = setup;
        this.rounds = rounds;
        this.large = large;
        this.warmUp = warmUp;
        this.home = setup.output().resolveSibling("files");
        this.tree = new Tree(home);
    }

    String run() throws IOException {
        var written = Files.createDirectories(home.resolve("written")).toAbsolutePath();
        var workspaces = List.of(
                tree.file(DOWNLOAD_MIB).toString(),
                "--workspace",
                "list=" + tree.list(),
                "--workspace",
                "sources=" + tree.sources(),
                "--workspace",
                "written=" + written);
        String writes;
        try (var server = Server.trestle(setup, workspaces, PATIENT);
                var caller = new Caller(server)) {
            var calm = new Calm(server, CALM);
            var turns = new Turns(calm, warmUp, rounds);
            list(turns, caller);
            download(turns, server);
            search(turns, caller, "with ripgrep");
            writes = new DurableWrites(written).run(caller, "written", rounds, calm);
        }
        try (var server = Server.trestle(setup, workspaces, patient("TRESTLE_FS_SEARCH_RIPGREP", "off"));
                var caller = new Caller(server)) {
            search(new Turns(new Calm(server, CALM), warmUp, rounds), caller, "without ripgrep");
        }
        return table + "\n" + writes + "\n" + alongside("on one core", setup) + "\n"
                + alongside("on two", setup.onBothCores());
    }

    private static Map<String, String> patient(String variable, String value) {
        var settings = new HashMap<>(PATIENT);
        settings.put(variable, value);
        return settings;
    }

    private String alongside(String where, Setup there) throws IOException {
        var folder = tree.file(large);
        try (var server =
                Server.trestle(there, List.of(folder.toString()), patient(Server.JAVA_OPTIONS, Server.TOUCHED))) {
            long bytes = Files.size(folder.resolve("data.bin"));
            return new Alongside(server, folder, bytes, new Calm(server, CALM), warmUp).run(where, rounds);
        }
    }

    private void list(Turns turns, Caller caller) throws IOException {
        var params = new JsonObject().put("workspace", "list").put("path", "").put("limit", Tree.ENTRIES);
        var request = Caller.request("fs.list", params);
        int entries = caller.result(request).getJsonArray("entries").size();
        check("fs.list", entries, Tree.ENTRIES);
        try (var shell = Shell.in(tree.list(), setup)) {
            row("list of 10,000", turns.take(20, () -> shell.run("ls -la"), () -> caller.call(request)), "`ls -la`");
        }
    }

    private void download(Turns turns, Server server) throws IOException {
        var folder = tree.file(DOWNLOAD_MIB);
        var file = server.address().resolve("/api/v1/workspaces/default/files/data.bin");
        try (var loop = new Loop();
                var shell = Shell.in(folder, setup)) {
            var found = Nginx.serving(folder, setup);
            if (found.isEmpty()) {
                var outcome = turns.take(5, () -> shell.run("cat data.bin"), () -> fetch(loop, file, server));
                row("100 MiB over HTTP", outcome, "`cat` into a pipe, for there is no nginx");
                return;
            }
            try (var nginx = found.get()) {
                var same = nginx.address().resolve("data.bin");
                var outcome = turns.take(5, () -> fetch(loop, same, server), () -> fetch(loop, file, server));
                row("100 MiB over HTTP", outcome, "nginx, sendfile");
            }
        }
    }

    private static void fetch(Loop loop, URI file, Server server) throws IOException {
        try (var transfer = Transfer.get(loop, file, server.token())) {
            loop.until(transfer::isDone, PATIENCE);
        }
    }

    private void search(Turns turns, Caller caller, String way) throws IOException {
        caller.result(Caller.request("topic.subscribe", new JsonObject().put("topic", "workspace/sources/search")));
        for (var word : List.of(SourceText.RARE, SourceText.FREQUENT)) {
            var params = new JsonObject()
                    .put("workspace", "sources")
                    .put("query", word)
                    .put("maxResults", 100_000);
            var request = Caller.request("fs.search", params);
            var ripgrep = "rg --json --ignore-case --fixed-strings --hidden --glob '!.git' " + word + " .";
            try (var shell = Shell.in(tree.sources(), setup)) {
                long before = caller.events();
                int matches = caller.result(request).getInteger("matches");
                long events = caller.events() - before;
                check("fs.search", matches, shell.lines(ripgrep, "{\"type\":\"match\""));
                var outcome = turns.take(3, () -> shell.run(ripgrep), () -> caller.call(request));
                row("search " + way + ", " + matches + " matches, " + events + " events", outcome, "`rg --json`");
            }
        }
    }

    private static void check(String what, long found, long expected) throws IOException {
        if (found != expected) {
            throw new IOException(what + " found " + found + ", and there are " + expected);
        }
    }

    private void row(String name, Turns.Outcome outcome, String peer) {
        table.row(
                name,
                Table.numbers("**%.2f**", outcome.ratio()),
                AIM,
                Turns.Outcome.text(outcome.peer()),
                Turns.Outcome.text(outcome.trestle()),
                peer);
        System.err.printf("%s: %.2f times %s%n", name, outcome.ratio(), peer);
    }
}
