package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Folder;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.gateway.dialect.WebTable.Ask;
import dev.trestle.wire.Default;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.handler.HttpException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Files over HTTP, as the dashboard shows and edits them. */
final class FileWork {

    static final String BYTES = "application/octet-stream";

    /** One file. */
    record Place(String path) {}

    /** What is to be in a file. */
    record Saved(String content, @Default("true") boolean createBackup, String path) {}

    private record Binary(String path, String type, long size, String error) {}

    private record Written(boolean success, String path, String backup, long size, long lines) {}

    private record Deleted(boolean success, String path, boolean deleted) {}

    private FileWork() {}

    static void into(WebTable table) {
        table.on("GET", "file/raw", FileWork::raw);
        // The dashboard puts the path behind the question mark, and the documents before it.
        for (var path : new String[] {"file", "files/(?<path>.+)"}) {
            table.on("GET", path, Place.class, FileWork::read)
                    .on("PUT", path, Saved.class, FileWork::write)
                    .on("POST", path, Saved.class, FileWork::write)
                    .on("DELETE", path, Place.class, FileWork::delete);
        }
    }

    static String mime(String name, String otherwise) {
        var known = MimeMapping.mimeTypeForFilename(name);
        return known == null ? otherwise : known;
    }

    /** Seconds, as Python has them. */
    static double seconds(long milliseconds) {
        return milliseconds / 1000.0;
    }

    private static void check(String path) {
        int depth = 0;
        for (var part : path.split("/")) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0) {
                throw new HttpException(400, "File path outside project: " + path);
            }
        }
    }

    private static Future<Fs.Entry> find(Guest guest, String path) {
        check(path);
        return new Folder(guest)
                .find(path)
                .recover(Rest.when(ErrorCode.NOT_FOUND, missing -> {
                    throw guest.sees(guest.workspace()) ? new HttpException(404, "File not found: " + path) : missing;
                }))
                .map(found -> {
                    if (found.type() == Fs.EntryType.DIRECTORY) {
                        throw new HttpException(400, "Not a file: " + path);
                    }
                    return found;
                });
    }

    private static Future<?> read(Guest guest, Place place) {
        var path = place.path();
        return find(guest, path)
                .compose(found -> new Folder(guest)
                        .read(path)
                        .<Object>map(file -> text(path, found, file))
                        .recover(Rest.when(ErrorCode.UNSUPPORTED, failed -> binary(path, found))));
    }

    private static Binary binary(String path, Fs.Entry found) {
        return new Binary(path, "binary", found.size(), "Binary file - cannot display content");
    }

    private static Map<String, Object> text(String path, Fs.Entry found, Fs.Content file) {
        return Members.of(
                "path", path,
                "content", file.content(),
                "type", "text",
                "mime_type", mime(found.name(), "text/plain"),
                "encoding", "utf-8",
                "size", file.size(),
                "lines", lines(file.content()),
                "modified", seconds(found.modified()));
    }

    private static long lines(String content) {
        return 1 + content.chars().filter(letter -> letter == '\n').count();
    }

    /** Its bytes, which no page is to take for its own. */
    private static Future<?> raw(Ask ask) {
        var path = ask.as(Place.class).path();
        var response = ask.context().response();
        return find(ask.guest(), path).compose(found -> {
            var name = URLEncoder.encode(found.name(), StandardCharsets.UTF_8).replace("+", "%20");
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, mime(found.name(), BYTES))
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Content-Security-Policy", "sandbox")
                    .putHeader("Content-Disposition", "inline; filename*=UTF-8''" + name);
            return new Folder(ask.guest()).send(path, response);
        });
    }

    /** What was there before is kept beside it, unless the client does not want that. */
    private static Future<?> write(Guest guest, Saved saved) {
        var path = saved.path();
        check(path);
        var folder = new Folder(guest);
        return (saved.createBackup() ? backup(folder, path) : Future.<String>succeededFuture())
                .compose(backup -> folder.write(path, saved.content()).map(written -> {
                    Activities.note(guest, "file_edited", Map.of("file", path));
                    return new Written(true, path, backup, written.size(), lines(saved.content()));
                }));
    }

    private static Future<String> backup(Folder folder, String path) {
        int dot = path.lastIndexOf('.');
        var stem = dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
        var backup = stem + "." + System.currentTimeMillis() / 1000 + ".bak";
        return folder.copy(path, backup, true).map(backup).recover(Rest.when(ErrorCode.NOT_FOUND, isNew -> null));
    }

    private static Future<?> delete(Guest guest, Place place) {
        var path = place.path();
        return find(guest, path)
                .compose(found -> new Folder(guest).delete(path, false))
                .map(gone -> {
                    Activities.note(guest, "file_deleted", Map.of("file", path));
                    return new Deleted(true, path, true);
                });
    }
}
