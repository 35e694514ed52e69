package dev.trestle.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** git by way of Trestle, through a WebSocket, beside the bare git, in turns. */
final class GitBenchmark {

    private static final Duration CALM = Duration.ofMinutes(10);
    private static final String AIM = "≤ 1.2 times + 5 ms";
    private static final String STATUS = "git --no-optional-locks status --porcelain=v2 --branch -z";
    private static final int COMMITS = 1000;
    private static final Map<String, String> PATIENT = Map.of("TRESTLE_GATEWAY_HEARTBEAT_MS", "3600000");

    private final Setup setup;
    private final int rounds;
    private final Duration warmUp;
    private final Path home;
    private final Table table = new Table(
            "what",
            "ms more than 1.2 times",
            "aim",
            "ms without, median / worst",
            "ms with Trestle, median / worst",
            "beside");

    /** With {@code rounds} of each. */
    GitBenchmark(Setup setup, int rounds, Duration warmUp) {
        this.setup = setup;
        this.rounds = rounds;
        this.warmUp = warmUp;
        this.home = setup.output().resolveSibling("git").toAbsolutePath();
    }

    String run() throws IOException {
        for (int files : new int[] {10_000, 50_000}) {
            make(
                    "files-" + files,
                    "for d in $(seq 1 " + files / 100 + "); do mkdir d$d; for f in $(seq 1 100); do"
                            + " echo $d.$f > d$d/file$f; done; done; git add .; git commit -qm 1;"
                            + " for d in $(seq 1 20); do echo x > d$d/file1; echo x > d$d/new; done");
        }
        make("log", "for i in $(seq 1 " + COMMITS + "); do git commit -q --allow-empty -m \"commit $i\"; done");
        try (var server = Server.trestle(setup, List.of(home.toString()), PATIENT);
                var caller = new Caller(server)) {
            var turns = new Turns(new Calm(server, CALM), warmUp, rounds);
            status(turns, caller, 10_000);
            status(turns, caller, 50_000);
            log(turns, caller);
        }
        return table.toString();
    }

    /** A repository that a script fills, made once. */
    private void make(String name, String script) throws IOException {
        if (Files.exists(home.resolve(name))) {
            return;
        }
        Files.createDirectories(home);
        var all = "rm -rf unfinished; git init -q unfinished; cd unfinished; git config user.name x;"
                + " git config user.email x@y; git config gc.auto 0; " + script + "; cd ..; mv unfinished " + name;
        System.err.println("making " + home.resolve(name) + " ...");
        try (var shell = Shell.in(home, setup)) {
            shell.run("(" + all + ")");
        }
    }

    private void status(Turns turns, Caller caller, int files) throws IOException {
        var name = "files-" + files;
        var request = Caller.request("git.status", new JsonObject().put("path", name));
        check(caller.result(request).getJsonArray("entries").size(), 20);
        try (var shell = Shell.in(home.resolve(name), setup)) {
            row("status of " + files, turns.take(10, () -> shell.run(STATUS), () -> caller.call(request)), STATUS);
        }
    }

    private void log(Turns turns, Caller caller) throws IOException {
        var params = new JsonObject().put("path", "log").put("limit", COMMITS);
        var request = Caller.request("git.log", params);
        check(caller.result(request).getJsonArray("commits").size(), COMMITS);
        var bare = "git log -z --decorate=full --format=%H%x00%P%x00%an%x00%ae%x00%at%x00%D%x00%s%x00%b";
        try (var shell = Shell.in(home.resolve("log"), setup)) {
            row("log of " + COMMITS, turns.take(10, () -> shell.run(bare), () -> caller.call(request)), "git log -z");
        }
    }

    private static void check(int found, int expected) throws IOException {
        if (found != expected) {
            throw new IOException("found " + found + ", and there are " + expected);
        }
    }

    private void row(String name, Turns.Outcome outcome, String peer) {
        double more = Table.median(outcome.trestle()) - 1.2 * Table.median(outcome.peer());
        table.row(
                name,
                Table.numbers("**%.1f**", more),
                AIM,
                Turns.Outcome.text(outcome.peer()),
                Turns.Outcome.text(outcome.trestle()),
                "`" + peer + "`");
    }
}
