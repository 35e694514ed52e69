package dev.trestle.gateway.dialect.cluso;

import static dev.trestle.gateway.dialect.cluso.Workshop.done;
import static dev.trestle.gateway.dialect.cluso.Workshop.text;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.cluso.Workshop.Work;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What clients of Cluso can have done with the repository of the workspace. */
final class GitWork {

    private final Guest guest;

    GitWork(Guest guest) {
        this.guest = guest;
    }

    void into(Map<String, Work> table) {
        looks(table);
        changes(table);
    }

    private void looks(Map<String, Work> table) {
        for (var name : List.of("current-branch", "getCurrentBranch")) {
            table.put("git." + name, none -> status().map(status -> branch(status.get("branch"))));
        }
        for (var name : List.of("status", "getStatus")) {
            table.put("git." + name, none -> status().map(GitWork::statusOf));
        }
        table.put("git.branches", none -> guest.ask("git.branches", Map.of()).map(GitWork::branches));
    }

    private void changes(Map<String, Work> table) {
        table.put(
                "git.checkout",
                data -> guest.ask("git.checkout", Map.of("branch", text(data, "branch")))
                        .map(done(data, "branch")));
        table.put(
                "git.create-branch",
                data -> guest.ask("git.checkout", Map.of("branch", text(data, "name"), "create", true))
                        .map(done(data, "name")));
        table.put(
                "git.checkout-file",
                data -> guest.ask(
                                "git.discard",
                                Map.of("paths", List.of(text(data, data.containsKey("file") ? "file" : "filePath"))))
                        .map(done(data)));
        table.put(
                "git.commit",
                data -> guest.ask("git.stage", Map.of("paths", List.of("")))
                        .compose(staged -> guest.ask("git.commit", Map.of("message", text(data, "message")))));
        table.put("git.push", none -> guest.ask("git.push", Map.of()));
        table.put("git.pull", none -> guest.ask("git.pull", Map.of()));
        table.put("git.stash", data -> {
            var stash = new HashMap<String, Object>(Map.of("action", "push"));
            stash.put("message", data.get("message"));
            return guest.ask("git.stash", stash).map(done(data));
        });
        table.put(
                "git.stash-pop",
                data -> guest.ask("git.stash", Map.of("action", "pop")).map(done(data)));
    }

    private Future<Map<String, Object>> status() {
        return guest.ask("git.status", Map.of());
    }

    private static Map<String, Object> branch(Object name) {
        return Map.of("branch", name == null ? "HEAD" : name);
    }

    private static Map<String, Object> branches(Map<String, Object> found) {
        return Map.of(
                "branches",
                objects(found.get("branches")).map(branch -> branch.get("name")).toList());
    }

    private static Stream<Map<?, ?>> objects(Object list) {
        return ((List<?>) list).stream().map(each -> (Map<?, ?>) each);
    }

    /** Each file with the two letters of git, a space for nothing. */
    private static Map<String, Object> statusOf(Map<String, Object> status) {
        var files = objects(status.get("entries"))
                .map(entry -> file(entry.get("path"), "" + entry.get("index") + entry.get("worktree")))
                .collect(Collectors.toList());
        ((List<?>) status.get("untracked")).forEach(path -> files.add(file(path, "??")));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("branch", status.get("branch"));
        answer.put("ahead", status.get("ahead"));
        answer.put("behind", status.get("behind"));
        answer.put("clean", files.isEmpty());
        answer.put("files", files);
        return answer;
    }

    private static Map<String, Object> file(Object path, String letters) {
        return Map.of("path", path, "status", letters.replace('.', ' '));
    }
}
