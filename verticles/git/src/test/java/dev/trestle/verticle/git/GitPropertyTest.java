package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Failure;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitWork;
import dev.trestle.wire.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random operations through Trestle on one copy, and by the git command on another, come to the same. */
class GitPropertyTest {

    /** Bytes, a character for each. */
    private static final List<String> FILES = Stream.concat(
                    Stream.of("plain", "with space", "quo\"te'", "new\nline", "tab\t", "☃/emoji 🎉", "-dash", "*")
                            .map(name -> latin(name.getBytes(StandardCharsets.UTF_8))),
                    Stream.of("caf\u00e9", "\u00ff\u00fe/\u0080\n\""))
            .toList();

    private static final List<String> BRANCHES = List.of("main", "one", "two/three", "☃");
    private static final int STEPS = 90;

    @RegisterExtension
    private final GitNode node = new GitNode();

    private final Random random = new Random(Long.getLong("git.seed", 20261121L));
    private RealGit ours;
    private RealGit theirs;
    private String file = FILES.get(0);
    private int done;

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String latin(String text, String base64) {
        return latin(
                base64 == null
                        ? text.getBytes(StandardCharsets.UTF_8)
                        : Base64.getDecoder().decode(base64));
    }

    /** As a word of a shell, whatever its bytes are. */
    private static String word(String name) {
        var octal = new StringBuilder();
        name.chars().forEach(b -> octal.append(String.format("\\%03o", b)));
        return "\"$(printf '" + octal + "')\"";
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Both or neither of them fail. */
    private void both(Operation<?, ?> operation, JsonObject params, String script) {
        boolean failed = fails(
                () -> node.call(operation, params.put("path", "ours").encode().replace("'", "\\u0027")));
        done += failed ? 0 : 1;
        assertThat(fails(() -> theirs.sh(script)))
                .as(script + ": Trestle failed: " + failed)
                .isEqualTo(failed);
    }

    private static boolean fails(Runnable step) {
        try {
            step.run();
            return false;
        } catch (Failure | AssertionError refused) {
            return true;
        }
    }

    /** The file as Trestle is told of it: in base64 where it is not UTF-8. */
    private static JsonObject paths(String file) {
        var bytes = file.getBytes(StandardCharsets.ISO_8859_1);
        var text = new String(bytes, StandardCharsets.UTF_8);
        return latin(text, null).equals(file)
                ? new JsonObject().put("paths", JsonArray.of(text))
                : new JsonObject()
                        .put("paths", JsonArray.of())
                        .put("pathsBytes", JsonArray.of(Base64.getEncoder().encodeToString(bytes)));
    }

    private void step() {
        // Most often the one before, so that things happen to a file.
        file = random.nextInt(3) > 0 ? file : one(FILES);
        var branch = one(BRANCHES);
        var literal = "git --literal-pathspecs ";
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> onBoth(write(file));
            case 3 -> onBoth("rm -f -- " + word(file));
            case 4, 5 -> both(Git.STAGE, paths(file), literal + "add -A -- " + word(file));
            case 6 -> both(Git.UNSTAGE, paths(file), literal + "reset -q -- " + word(file));
            case 7 -> both(Git.DISCARD, paths(file), literal + "restore -- " + word(file));
            case 8, 9 -> both(GitWork.COMMIT, new JsonObject().put("message", "same"), "git commit -q -m same");
            case 10 -> checkout(branch);
            case 11 -> stash();
            case 12 -> both(GitWork.MERGE, new JsonObject().put("revision", branch), "git merge -q " + branch);
            default -> hunk(file);
        }
        if (!ours.may("ls-files", "-u").isEmpty()) {
            compareStatus();
            both(GitWork.MERGE, new JsonObject().put("action", "abort"), "git merge --abort");
            // After a stash there is no merge to end.
            onBoth("git reset -q --hard");
        }
    }

    private void onBoth(String script) {
        ours.sh(script);
        theirs.sh(script);
    }

    private String write(String file) {
        var folder = file.contains("/") ? "mkdir -p " + word(file.substring(0, file.indexOf('/'))) + "; " : "";
        return folder + "printf '" + random.nextInt(4) + "\\n" + "line\\n".repeat(random.nextInt(4)) + "' > "
                + word("./" + file);
    }

    private void checkout(String branch) {
        boolean there =
                !ours.may("rev-parse", "-q", "--verify", "refs/heads/" + branch).isEmpty();
        both(
                GitWork.CHECKOUT,
                new JsonObject().put("branch", branch).put("create", !there),
                "git switch -q " + (there ? "" : "-c ") + branch);
    }

    private void stash() {
        boolean push = random.nextBoolean();
        both(
                GitWork.STASH,
                new JsonObject().put("action", push ? "push" : "pop"),
                push ? "git stash push | grep -q Saved" : "git stash pop --index");
    }

    /** What changed in a file, by its patch. */
    private void hunk(String file) {
        var asked = paths(file).put("path", "ours").encode().replace("'", "\\u0027");
        var diff = node.call(GitHistory.DIFF, asked).getJsonArray("files");
        var found = diff.isEmpty() ? new JsonObject() : diff.getJsonObject(0);
        var bytes = found.getString("patchBytes");
        var patch = new JsonObject()
                .put(bytes == null ? "patch" : "patchBytes", bytes == null ? found.getString("patch", "") : bytes);
        both(Git.STAGE, patch, "git --literal-pathspecs diff -- " + word(file) + " | git apply --cached");
    }

    private static String state(RealGit git) {
        return latin(git.bytes("status", "--porcelain=v2", "-z", "--branch")).replaceAll("branch.oid \\S{40}", "")
                + "\n" + latin(git.bytes("ls-files", "-s", "-z"))
                + "\n" + git.run("for-each-ref", "--format=%(refname) %(tree)", "refs/heads")
                + "\n" + git.run("stash", "list", "--format=%gs").replaceAll("[0-9a-f]{7,}", "");
    }

    /** What Trestle says is what git says. */
    private void compareStatus() {
        var status = node.status("ours");
        var odd = Map.copyOf(odd(status));
        var names = new ArrayList<String>();
        status.untracked().forEach(path -> names.add(odd.getOrDefault(path, latin(path, null))));
        status.entries()
                .forEach(entry ->
                        names.add(entry.index() + entry.worktree() + " " + latin(entry.path(), entry.pathBytes())));
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected());
    }

    private static Map<String, String> odd(Git.Status status) {
        return status.odd() == null
                ? Map.of()
                : status.odd().stream()
                        .collect(Collectors.toMap(Git.OddName::path, name -> latin(null, name.pathBytes())));
    }

    private List<String> expected() {
        var expected = new ArrayList<String>();
        var fields = latin(ours.bytes("status", "--porcelain=v2", "-z")).split("\0");
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].startsWith("? ")) {
                expected.add(fields[i].substring(2));
            } else if (!fields[i].isEmpty()) {
                boolean moved = fields[i].startsWith("2");
                int before = fields[i].startsWith("u") ? 10 : moved ? 9 : 8;
                expected.add(fields[i].substring(2, 4) + " " + fields[i].split(" ", before + 1)[before]);
                i += moved ? 1 : 0;
            }
        }
        return expected;
    }

    @Test
    void bothCopiesStayTheSame() throws IOException {
        // Given
        ours = RealGit.init(node.root().resolve("ours"));
        theirs = RealGit.init(node.outside().resolve("theirs"));
        FILES.forEach(name -> onBoth(write(name)));
        onBoth("git add -A; git commit -q -m all");
        for (int i = 0; i < STEPS; i++) {
            // When
            step();
            // Then
            compareStatus();
            if (i % 5 == 4) {
                assertThat(state(ours)).as("after step " + i).isEqualTo(state(theirs));
            }
        }
        assertThat(done).as("operations that came to something").isGreaterThan(STEPS / 4);
    }
}
