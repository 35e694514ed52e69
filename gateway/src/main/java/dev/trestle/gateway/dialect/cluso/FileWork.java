package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Folder;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.JsTime;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Repertoire;
import dev.trestle.wire.Default;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Search;
import io.vertx.core.Future;

/** What clients of Cluso can have done with files; a path comes back as it was sent. */
final class FileWork {

    /** The most paths of a glob. */
    private static final int PATHS = 10_000;

    private static final int TYPE_FILE = 0100000;
    private static final int TYPE_DIRECTORY = 0040000;

    /** A file or a directory. */
    record Place(String path) {}

    /** A directory, of which the name may be missing. */
    record Directory(@Default(".") String path) {}

    /** What is to be in a file. */
    record Content(String path, String content) {}

    /** What is to be in a new file. */
    record Beginning(String path, @Default("") String content) {}

    /** From where to where. */
    record Renamed(String oldPath, String newPath) {}

    /** From where to where. */
    record Copied(String srcPath, String destPath) {}

    /** Which paths. */
    record Pattern(String pattern) {}

    private final Guest guest;
    private final Folder folder;

    FileWork(Guest guest) {
        this.guest = guest;
        this.folder = new Folder(guest);
    }

    void into(Repertoire all) {
        var cwd = Members.of("cwd", Places.root(guest), "name", guest.workspace());
        all.on(() -> Future.succeededFuture(cwd), "files.cwd")
                .on(Directory.class, this::list, "files.list", "files.list-directory")
                .on(Place.class, this::read, "files.read", "files.readFile")
                .on(Place.class, this::stat, "files.stat")
                .on(Place.class, this::exists, "files.exists")
                .on(Pattern.class, this::glob, "files.glob")
                .on(Content.class, this::write, "files.write", "files.writeFile")
                .on(Beginning.class, this::create, "files.create")
                .on(Place.class, place -> delete(place, false), "files.delete")
                .on(Place.class, place -> delete(place, true), "files.rmdir", "files.delete-directory")
                .on(Place.class, this::makeDirectory, "files.mkdir", "files.create-directory")
                .on(Renamed.class, this::rename, "files.rename")
                .on(Copied.class, this::copy, "files.copy");
    }

    private String inside(String path) {
        return Places.inside(guest, path);
    }

    private Future<?> list(Directory asked) {
        var path = asked.path();
        var before = path.isEmpty() || path.equals(".") ? "" : path.replaceFirst("/*$", "/");
        return folder.list(inside(path))
                .map(entries -> entries.stream()
                        .map(entry -> Members.of(
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

    private Future<?> read(Place place) {
        return folder.read(inside(place.path()))
                .map(file -> Members.of("path", place.path(), "content", file.content(), "encoding", "utf-8"));
    }

    /** Only the change of a file has a time here, which stands for the others too. */
    private Future<?> stat(Place place) {
        return folder.find(inside(place.path())).map(entry -> {
            var time = JsTime.of(entry.modified());
            boolean directory = isDirectory(entry);
            boolean file = entry.type() == Fs.EntryType.FILE;
            int mode = entry.mode() | (directory ? TYPE_DIRECTORY : TYPE_FILE);
            return Members.of(
                    "path", place.path(),
                    "isDirectory", directory,
                    "isFile", file,
                    "size", entry.size(),
                    "created", time,
                    "modified", time,
                    "accessed", time,
                    "mode", mode);
        });
    }

    private Future<?> glob(Pattern asked) {
        return guest.call(Search.FIND, new Search.Find(null, asked.pattern(), PATHS, false))
                .map(found -> found.paths().stream()
                        .filter(path -> !Places.isSensitive(path))
                        .toList());
    }

    private Future<?> exists(Place place) {
        return folder.find(inside(place.path())).map(true).otherwise(false);
    }

    private Future<?> write(Content file) {
        return folder.write(inside(file.path()), file.content())
                .map(written -> Members.of("path", file.path(), "bytesWritten", written.size()));
    }

    private Future<?> create(Beginning file) {
        return folder.create(inside(file.path()), file.content()).map(new Place(file.path()));
    }

    private Future<?> delete(Place place, boolean all) {
        return folder.delete(inside(place.path()), all).map(place);
    }

    private Future<?> makeDirectory(Place place) {
        return folder.makeDirectory(inside(place.path())).map(place);
    }

    private Future<?> rename(Renamed file) {
        return folder.move(inside(file.oldPath()), inside(file.newPath())).map(file);
    }

    private Future<?> copy(Copied file) {
        return folder.copy(inside(file.srcPath()), inside(file.destPath()), false)
                .map(file);
    }
}
