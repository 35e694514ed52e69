package dev.trestle.gateway.dialect.cluso;

import static dev.trestle.gateway.dialect.Repertoire.members;
import static dev.trestle.gateway.dialect.Repertoire.text;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.JsTime;
import dev.trestle.gateway.dialect.Repertoire;
import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** What clients of Cluso can have done with files; a path comes back as it was sent. */
final class FileWork {

    /** The most entries of a directory. */
    private static final int MOST = 50_000;

    /** The most paths of a glob. */
    private static final int PATHS = 10_000;

    private static final int TYPE_FILE = 0100000;
    private static final int TYPE_DIRECTORY = 0040000;

    private final Guest guest;

    FileWork(Guest guest) {
        this.guest = guest;
    }

    void into(Repertoire all) {
        var cwd = members("cwd", Places.root(guest), "name", guest.workspace());
        all.add(none -> Future.succeededFuture(cwd), "files.cwd")
                .add(this::list, "files.list", "files.list-directory")
                .add(this::read, "files.read", "files.readFile")
                .add(this::stat, "files.stat")
                .add(data -> stat(data).map(true).otherwise(false), "files.exists")
                .add(this::glob, "files.glob")
                .add(this::write, "files.write", "files.writeFile")
                .add(this::create, "files.create")
                .add(data -> delete(data, false), "files.delete")
                .add(data -> delete(data, true), "files.rmdir", "files.delete-directory")
                .add(this::makeDirectory, "files.mkdir", "files.create-directory")
                .add(this::rename, "files.rename")
                .add(this::copy, "files.copy");
    }

    private String path(Map<String, Object> data, String name) {
        return Places.inside(guest, text(data, name));
    }

    private Future<?> list(Map<String, Object> data) {
        var path = String.valueOf(data.getOrDefault("path", "."));
        var before = path.isEmpty() || path.equals(".") ? "" : path.replaceFirst("/*$", "/");
        return guest.list(Places.inside(guest, path), 1, MOST)
                .map(entries -> entries.stream()
                        .map(entry -> members(
                                "name", entry.name(),
                                "path", before + entry.name(),
                                "isDirectory", isDirectory(entry),
                                "size", entry.size(),
                                "modified", JsTime.of(entry.modified())))
                        .toList());
    }

    private static boolean isDirectory(Fs.Entry entry) {
        return entry.type() == Fs.EntryType.DIRECTORY;
    }

    private Future<?> read(Map<String, Object> data) {
        return guest.call(Fs.READ, new Fs.Read(path(data, "path"), 0, null, Fs.Encoding.UTF8))
                .map(file -> members("path", data.get("path"), "content", file.content(), "encoding", "utf-8"));
    }

    /** Only the change of a file has a time here, which stands for the others too. */
    private Future<?> stat(Map<String, Object> data) {
        return guest.call(Fs.STAT, new Fs.Stat(path(data, "path"))).map(entry -> {
            var time = JsTime.of(entry.modified());
            return members(
                    "path",
                    data.get("path"),
                    "isDirectory",
                    isDirectory(entry),
                    "isFile",
                    entry.type() == Fs.EntryType.FILE,
                    "size",
                    entry.size(),
                    "created",
                    time,
                    "modified",
                    time,
                    "accessed",
                    time,
                    "mode",
                    entry.mode() | (isDirectory(entry) ? TYPE_DIRECTORY : TYPE_FILE));
        });
    }

    private Future<?> glob(Map<String, Object> data) {
        return guest.ask("fs.find", Map.of("glob", text(data, "pattern"), "limit", PATHS))
                .map(found -> ((List<?>) found.get("paths"))
                        .stream()
                                .filter(path -> !Places.isSensitive(String.valueOf(path)))
                                .toList());
    }

    private Future<Fs.Written> put(Map<String, Object> data, String content) {
        return guest.call(Fs.WRITE, new Fs.Write(path(data, "path"), content, Fs.Encoding.UTF8, null, true, true));
    }

    private Future<?> write(Map<String, Object> data) {
        return put(data, text(data, "content"))
                .map(written -> members("path", data.get("path"), "bytesWritten", written.size()));
    }

    private Future<?> create(Map<String, Object> data) {
        var content = data.get("content") == null ? "" : text(data, "content");
        return guest.absent(path(data, "path"))
                .compose(absent -> put(data, content))
                .map(echo(data, "path"));
    }

    private Future<?> delete(Map<String, Object> data, boolean recursive) {
        return guest.call(Fs.DELETE, new Fs.Delete(path(data, "path"), recursive))
                .map(echo(data, "path"));
    }

    private Future<?> makeDirectory(Map<String, Object> data) {
        return guest.call(Fs.MKDIR, new Fs.MakeDirectory(path(data, "path"), true))
                .map(echo(data, "path"));
    }

    private Future<?> rename(Map<String, Object> data) {
        return guest.call(Fs.MOVE, new Fs.Move(path(data, "oldPath"), path(data, "newPath"), false))
                .map(echo(data, "oldPath", "newPath"));
    }

    private Future<?> copy(Map<String, Object> data) {
        return guest.call(Fs.COPY, new Fs.Copy(path(data, "srcPath"), path(data, "destPath"), false))
                .map(echo(data, "srcPath", "destPath"));
    }

    private static Map<String, Object> echo(Map<String, Object> data, String... names) {
        var echo = members();
        for (var name : names) {
            echo.put(name, data.get(name));
        }
        return echo;
    }
}
