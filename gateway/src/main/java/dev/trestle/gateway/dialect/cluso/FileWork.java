package dev.trestle.gateway.dialect.cluso;

import static dev.trestle.gateway.dialect.cluso.Workshop.done;
import static dev.trestle.gateway.dialect.cluso.Workshop.text;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.cluso.Workshop.Work;
import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What clients of Cluso can have done with files. */
final class FileWork {

    private static final int PAGE = 10_000;

    private final Guest guest;

    FileWork(Guest guest) {
        this.guest = guest;
    }

    void into(Map<String, Work> table) {
        looks(table);
        changes(table);
    }

    private void looks(Map<String, Work> table) {
        table.put(
                "files.cwd",
                none -> Future.succeededFuture(Map.of("cwd", Places.root(guest), "name", guest.workspace())));
        for (var name : List.of("list", "list-directory")) {
            table.put("files." + name, data -> list(path(data, "path")));
        }
        for (var name : List.of("read", "readFile")) {
            table.put("files." + name, data -> read(path(data, "path")));
        }
        table.put("files.exists", data -> stat(data).map(found -> exists(true)).otherwise(missing -> exists(false)));
        table.put("files.stat", this::stat);
        table.put(
                "files.glob",
                data -> guest.ask("fs.find", Map.of("glob", text(data, "pattern"), "limit", PAGE))
                        .map(found -> found.get("paths")));
    }

    private void changes(Map<String, Work> table) {
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

    private String path(Map<String, Object> data, String name) {
        return Places.inside(guest, name.equals("path") && !data.containsKey(name) ? "" : text(data, name));
    }

    private static Map<String, Object> exists(boolean is) {
        return Map.of("exists", is);
    }
}
