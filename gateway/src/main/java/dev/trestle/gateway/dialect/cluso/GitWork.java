package dev.trestle.gateway.dialect.cluso;

import static dev.trestle.gateway.dialect.Repertoire.members;
import static dev.trestle.gateway.dialect.Repertoire.text;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Repertoire;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What clients of Cluso can have done with the repository of the workspace. */
final class GitWork {

    private final Guest guest;

    GitWork(Guest guest) {
        this.guest = guest;
    }

    void into(Repertoire all) {
        all.add(none -> status().map(GitWork::branch), "git.current-branch", "git.getCurrentBranch")
                .add(none -> status().map(GitWork::files), "git.status", "git.getStatus")
                .add(none -> guest.ask("git.branches", Map.of()).map(GitWork::branches), "git.branches")
                .add(this::checkout, "git.checkout")
                .add(this::createBranch, "git.create-branch")
                .add(this::checkoutFile, "git.checkout-file")
                .add(this::commit, "git.commit")
                .add(none -> done("git.push", Map.of(), "Pushed to remote repository"), "git.push")
                .add(none -> done("git.pull", Map.of(), "Pulled from remote repository"), "git.pull")
                .add(this::stash, "git.stash")
                .add(none -> done("git.stash", Map.of("action", "pop"), "Stashed changes restored"), "git.stash-pop");
    }

    private Future<Map<String, Object>> done(String operation, Map<String, ?> params, String message) {
        return guest.ask(operation, params).map(members("message", message));
    }

    private Future<?> checkout(Map<String, Object> data) {
        var branch = text(data, "branch");
        return done("git.checkout", Map.of("branch", branch), "Switched to branch: " + branch);
    }

    private Future<?> createBranch(Map<String, Object> data) {
        var branch = text(data, "name");
        var params = Map.of("branch", branch, "create", true);
        return done("git.checkout", params, "Created and switched to branch: " + branch);
    }

    /** Its page calls the file otherwise than its server. */
    private Future<?> checkoutFile(Map<String, Object> data) {
        var file = text(data, data.containsKey("file") ? "file" : "filePath");
        return done("git.discard", Map.of("paths", List.of(file)), "Restored file: " + file);
    }

    /** Of everything that has changed. */
    private Future<?> commit(Map<String, Object> data) {
        var message = text(data, "message");
        return guest.ask("git.stage", Map.of("paths", List.of("")))
                .compose(staged -> done("git.commit", Map.of("message", message), "Commit created: " + message));
    }

    private Future<?> stash(Map<String, Object> data) {
        var params = members("action", "push", "message", data.get("message"));
        return done("git.stash", params, "Changes stashed");
    }

    private Future<Map<String, Object>> status() {
        return guest.ask("git.status", Map.of());
    }

    private static Map<String, Object> branch(Map<String, Object> status) {
        return members("branch", status.get("branch") == null ? "HEAD" : status.get("branch"));
    }

    private static Map<String, Object> branches(Map<String, Object> found) {
        return members(
                "branches",
                objects(found.get("branches")).map(branch -> branch.get("name")).toList());
    }

    private static Stream<Map<?, ?>> objects(Object list) {
        return ((List<?>) list).stream().map(each -> (Map<?, ?>) each);
    }

    /** Each file with the letters of git, and a little more than its own server says. */
    private static Map<String, Object> files(Map<String, Object> status) {
        var files = new ArrayList<Map<String, Object>>();
        objects(status.get("entries"))
                .forEach(entry -> files.add(file(entry.get("path"), "" + entry.get("index") + entry.get("worktree"))));
        ((List<?>) status.get("untracked")).forEach(path -> files.add(file(path, "??")));
        return members(
                "files", files,
                "hasChanges", !files.isEmpty(),
                "branch", status.get("branch"),
                "ahead", status.get("ahead"),
                "behind", status.get("behind"));
    }

    private static Map<String, Object> file(Object path, String letters) {
        return members("status", letters.replace(".", ""), "file", path);
    }
}
