package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What clients of Cluso can have done, by the name that they give it on the socket and over HTTP. */
final class Workshop {

    private static final int PAGE = 10_000;

    private final Guest guest;
    private final Map<String, Function<Map<String, Object>, Future<?>>> table = new HashMap<>();

    Workshop(Guest guest) {
        this.guest = guest;
        files();
        git();
        table.put("ai.providers", none -> agents());
    }

    private void files() {
        table.put(
                "files.cwd",
                none -> Future.succeededFuture(Map.of("cwd", Places.root(guest), "name", guest.workspace())));
        for (var name : List.of("list", "list-directory")) {
            table.put("files." + name, data -> list(path(data, "path")));
        }
        for (var name : List.of("read", "readFile")) {
            table.put("files." + name, data -> read(path(data, "path")));
        }
        for (var name : List.of("write", "writeFile", "create")) {
            table.put("files." + name, data -> write(path(data, "path"), data.getOrDefault("content", "")));
        }
        for (var name : List.of("delete", "rmdir", "delete-directory")) {
            table.put(
                    "files." + name,
                    data -> guest.call(Fs.DELETE, new Fs.Delete(path(data, "path"), true))
                            .map(done(data, "path")));
        }
        for (var name : List.of("mkdir", "create-directory")) {
            table.put(
                    "files." + name,
                    data -> guest.call(Fs.MKDIR, new Fs.MakeDirectory(path(data, "path"), true))
                            .map(done(data, "path")));
        }
        table.put(
                "files.rename",
                data -> guest.call(Fs.MOVE, new Fs.Move(path(data, "oldPath"), path(data, "newPath"), false))
                        .map(done(data, "oldPath", "newPath")));
        table.put(
                "files.copy",
                data -> guest.call(Fs.COPY, new Fs.Copy(path(data, "srcPath"), path(data, "destPath"), false))
                        .map(done(data, "srcPath", "destPath")));
        table.put("files.exists", data -> stat(data).map(found -> exists(true)).otherwise(missing -> exists(false)));
        table.put("files.stat", this::stat);
        table.put(
                "files.glob",
                data -> guest.ask("fs.find", Map.of("glob", text(data, "pattern"), "limit", PAGE))
                        .map(found -> found.get("paths")));
    }

    private void git() {
        for (var name : List.of("current-branch", "getCurrentBranch")) {
            table.put("git." + name, none -> status().map(status -> branch(status.get("branch"))));
        }
        for (var name : List.of("status", "getStatus")) {
            table.put("git." + name, none -> status().map(Workshop::statusOf));
        }
        table.put("git.branches", none -> guest.ask("git.branches", Map.of()).map(Workshop::branches));
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

    /** Whichever the client chooses, the workspace's own agent answers, if there is one. */
    private Future<Map<String, Object>> agents() {
        return guest.ask("agent.list", Map.of())
                .map(found -> !((List<?>) found.get("agents")).isEmpty())
                .otherwise(false)
                .map(some -> Map.of("google", some, "anthropic", some, "openai", some));
    }

    /** Does what {@code name} says with {@code data}, an object or, for files, the path alone. */
    Future<?> call(String name, Object data) {
        var work = table.get(name);
        if (work == null) {
            return Future.failedFuture(new Failure(ErrorCode.UNKNOWN_OPERATION, "No handler for request type"));
        }
        var members = new HashMap<String, Object>();
        if (data instanceof Map<?, ?> object) {
            object.forEach((key, value) -> members.put(String.valueOf(key), value));
        } else if (data != null) {
            members.put("path", data);
        }
        try {
            return work.apply(members);
        } catch (Failure refused) {
            return Future.failedFuture(refused);
        }
    }

    /** Whether there is something of this name. */
    boolean knows(String name) {
        return table.containsKey(name);
    }

    private static String text(Map<String, Object> data, String name) {
        if (data.get(name) instanceof String text) {
            return text;
        }
        throw new Failure(ErrorCode.INVALID_ARGUMENT, name + " must be a string");
    }

    private String path(Map<String, Object> data, String name) {
        return Places.inside(guest, name.equals("path") && !data.containsKey(name) ? "" : text(data, name));
    }

    private static Map<String, Object> done(Map<String, Object> data, String... echo) {
        var answer = new LinkedHashMap<String, Object>();
        for (var name : echo) {
            answer.put(name, data.get(name));
        }
        return answer;
    }

    private static Map<String, Object> exists(boolean is) {
        return Map.of("exists", is);
    }

    private Future<List<Map<String, Object>>> list(String path) {
        return guest.call(Fs.LIST, new Fs.ListFiles(path, 1, PAGE, null, true))
                .map(page -> page.entries().stream().map(this::entry).collect(Collectors.toList()));
    }

    private Map<String, Object> entry(Fs.Entry entry) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("name", entry.name());
        answer.put("path", Places.absolute(guest, entry.path()));
        answer.put("isDirectory", entry.type() == Fs.EntryType.DIRECTORY);
        answer.put("size", entry.size());
        answer.put("modified", Channels.time(entry.modified()));
        return answer;
    }

    private Future<Map<String, Object>> stat(Map<String, Object> data) {
        return guest.call(Fs.STAT, new Fs.Stat(path(data, "path"))).map(this::entry);
    }

    private Future<Map<String, Object>> read(String path) {
        return guest.call(Fs.READ, new Fs.Read(path, 0, null, Fs.Encoding.UTF8))
                .map(file -> Map.of(
                        "path", Places.absolute(guest, file.path()), "content", file.content(), "encoding", "utf-8"));
    }

    private Future<Map<String, Object>> write(String path, Object content) {
        var file = new Fs.Write(path, String.valueOf(content), Fs.Encoding.UTF8, null, true, true);
        return guest.call(Fs.WRITE, file)
                .map(written -> Map.of("path", Places.absolute(guest, path), "size", written.size()));
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
