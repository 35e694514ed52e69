package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Failure;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitWork;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random operations through Trestle on one copy, and by the git command on another, come to the same. */
class GitPropertyTest {

    private static final List<String> FILES = List.of(
            "plain", "with space", "quo\"te'", "new\nline", "tab\t", "☃/emoji 🎉", "deep/er/file", "-dash", "*");

    private static final List<String> BRANCHES = List.of("main", "one", "two/three");
    private static final int STEPS = 60;

    @RegisterExtension
    private final GitNode node = new GitNode();

    private final Random random = new Random(Long.getLong("git.seed", 20261121L));
    private RealGit ours;
    private RealGit theirs;

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Both or neither of them fail. */
    private void both(String what, Runnable trestle, Runnable git) {
        boolean failed = fails(trestle);
        assertThat(fails(git)).as(what + ": Trestle failed: " + failed).isEqualTo(failed);
    }

    private static boolean fails(Runnable step) {
        try {
            step.run();
            return false;
        } catch (Failure | AssertionError refused) {
            return true;
        }
    }

    private String json(Map<String, Object> params) {
        return new JsonObject(new HashMap<>(params))
                .put("path", "ours")
                .encode()
                .replace("'", "\\u0027");
    }

    private void step() throws IOException {
        var file = one(FILES);
        var branch = one(BRANCHES);
        var paths = Map.<String, Object>of("paths", new JsonArray(List.of(file)));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                var content = random.nextInt(4) + "\n" + "line\n".repeat(random.nextInt(4));
                ours.file(file, content);
                theirs.file(file, content);
            }
            case 3, 4 ->
                both("stage " + file, () -> node.call(Git.STAGE, json(paths)), () -> literal("add", "-A", file));
            case 5 ->
                both("unstage " + file, () -> node.call(Git.UNSTAGE, json(paths)), () -> literal("reset", "-q", file));
            case 6 ->
                both("discard " + file, () -> node.call(Git.DISCARD, json(paths)), () -> literal("restore", file));
            case 7 ->
                both("commit", () -> node.call(GitWork.COMMIT, json(Map.of("message", "same"))), () -> {
                    theirs.run("commit", "-q", "-m", "same");
                });
            case 8 ->
                both(
                        "checkout " + branch,
                        () -> node.call(GitWork.CHECKOUT, json(Map.of("branch", branch, "create", !has(ours, branch)))),
                        () -> theirs.run(
                                has(theirs, branch)
                                        ? new String[] {"switch", "-q", branch}
                                        : new String[] {"switch", "-q", "-c", branch}));
            default ->
                both(
                        "stash",
                        () -> node.call(GitWork.STASH, json(Map.of("action", "push"))),
                        () -> assertThat(theirs.run("stash", "push")).doesNotContain("No local changes"));
        }
    }

    private static boolean has(RealGit git, String branch) {
        return !git.may("rev-parse", "-q", "--verify", "refs/heads/" + branch).isEmpty();
    }

    private void literal(String... command) {
        var arguments = new ArrayList<>(List.of("--literal-pathspecs"));
        arguments.addAll(List.of(command).subList(0, command.length - 1));
        arguments.addAll(List.of("--", command[command.length - 1]));
        theirs.run(arguments.toArray(String[]::new));
    }

    private String state(RealGit git) {
        return git.run("status", "--porcelain=v2", "-z", "--branch").replaceAll("branch.oid \\S{40}", "")
                + "\n" + git.run("ls-files", "-s", "-z")
                + "\n" + git.run("for-each-ref", "--format=%(refname) %(tree)", "refs/heads")
                + "\n" + git.run("stash", "list", "--format=%gs").replaceAll("[0-9a-f]{7,}", "");
    }

    /** What Trestle says is what git says. */
    private void compareStatus() {
        var status = node.status("ours");
        var names = new ArrayList<>(status.untracked());
        status.entries().forEach(entry -> names.add(entry.index() + entry.worktree() + " " + entry.path()));
        var expected = new ArrayList<String>();
        var fields = ours.run("status", "--porcelain=v2", "-z").split("\0");
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].startsWith("? ")) {
                expected.add(fields[i].substring(2));
            } else if (!fields[i].isEmpty()) {
                boolean moved = fields[i].startsWith("2");
                expected.add(fields[i].substring(2, 4) + " " + fields[i].split(" ", moved ? 10 : 9)[moved ? 9 : 8]);
                i += moved ? 1 : 0;
            }
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void bothCopiesStayTheSame() throws IOException {
        // Given
        ours = RealGit.init(node.root().resolve("ours"));
        theirs = RealGit.init(node.outside().resolve("theirs"));
        for (var git : List.of(ours, theirs)) {
            git.commit("plain", "0\n");
        }
        for (int i = 0; i < STEPS; i++) {
            // When
            step();
            // Then
            if (i % 5 == 4) {
                assertThat(state(ours)).as("after step " + i).isEqualTo(state(theirs));
                compareStatus();
            }
        }
    }
}
