package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.gathering.Rest.Ask;
import dev.trestle.gateway.dialect.gathering.Rest.Work;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.handler.HttpException;
import java.util.Base64;
import java.util.Map;

/** Files over HTTP, as the dashboard shows and edits them. */
final class FileWork {

    private static final String BYTES = "application/octet-stream";
    private static final long SLICE = 512 * 1024;

    void into(Map<String, Work> table) {
        table.put("GET info", ask -> new Tree(ask.guest()).info());
        table.put(
                "GET files",
                ask -> new Tree(ask.guest())
                        .of(ask.number("max_depth", 10, 64), !"false".equals(ask.text("include_git_status"))));
        table.put("GET file", this::read);
        table.put("GET file/raw", this::raw);
        table.put("PUT file", this::write);
        table.put("POST file", this::write);
        table.put("DELETE file", this::delete);
    }

    static String mime(String name, String otherwise) {
        var known = MimeMapping.mimeTypeForFilename(name);
        return known == null ? otherwise : known;
    }

    /** Seconds, as Python has them. */
    static double seconds(long milliseconds) {
        return milliseconds / 1000.0;
    }

    private Future<Map<String, Object>> read(Ask ask) {
        var path = ask.path();
        return find(ask.guest(), path)
                .compose(found -> ask.guest()
                        .call(Fs.READ, new Fs.Read(path, 0, null, Fs.Encoding.UTF8))
                        .map(file -> text(path, found, file))
                        .recover(failed -> isBinary(failed) ? binary(path, found) : Future.failedFuture(failed)));
    }

    private static Future<Fs.Entry> find(Guest guest, String path) {
        return guest.call(Fs.STAT, new Fs.Stat(path))
                .recover(failed -> Future.failedFuture(
                        ((Failure) failed).code() == ErrorCode.NOT_FOUND
                                        && guest.principal().sees(guest.workspace())
                                ? new HttpException(404, "File not found: " + path)
                                : failed))
                .map(found -> {
                    if (found.type() == Fs.EntryType.DIRECTORY) {
                        throw new HttpException(400, "Not a file: " + path);
                    }
                    return found;
                });
    }

    private static Map<String, Object> text(String path, Fs.Entry found, Fs.Content file) {
        if (!file.eof()) {
            throw new Failure(ErrorCode.TOO_LARGE, path + " has " + file.size() + " bytes, too many to edit here");
        }
        var answer = Frames.of("path", path, "content", file.content(), "type", "text");
        answer.put("mime_type", mime(found.name(), "text/plain"));
        answer.put("encoding", "utf-8");
        answer.put("size", file.size());
        answer.put("lines", lines(file.content()));
        answer.put("modified", seconds(found.modified()));
        return answer;
    }

    private static long lines(String content) {
        return 1 + content.chars().filter(letter -> letter == '\n').count();
    }

    private static boolean isBinary(Throwable failed) {
        return failed instanceof Failure failure && failure.code() == ErrorCode.UNSUPPORTED;
    }

    private static Future<Map<String, Object>> binary(String path, Fs.Entry found) {
        return Future.succeededFuture(Frames.of(
                "path", path, "type", "binary", "size", found.size(), "error", "Binary file - cannot display content"));
    }

    /** Its bytes, slice by slice, as fast as the client reads them. */
    private Future<Map<String, Object>> raw(Ask ask) {
        var path = ask.path();
        var response = ask.context().response();
        return find(ask.guest(), path).compose(found -> {
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, mime(found.name(), BYTES))
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Content-Security-Policy", "sandbox")
                    .putHeader("Content-Disposition", "inline; filename*=UTF-8''" + Tree.encoded(found.name()));
            return send(ask.guest(), path, 0, response);
        });
    }

    private Future<Map<String, Object>> send(Guest guest, String path, long from, HttpServerResponse response) {
        return guest.call(Fs.READ, new Fs.Read(path, from, SLICE, Fs.Encoding.BASE64))
                .compose(slice -> {
                    var bytes = Base64.getDecoder().decode(slice.content());
                    var written = response.write(Buffer.buffer(bytes));
                    return slice.eof() || bytes.length == 0
                            ? response.end().mapEmpty()
                            : written.compose(gone -> send(guest, path, from + bytes.length, response));
                });
    }

    /** What was there before is kept beside it, unless the client does not want that. */
    private Future<Map<String, Object>> write(Ask ask) {
        var path = ask.path();
        var content = ask.member("content");
        boolean wanted = !Boolean.FALSE.equals(ask.given("create_backup"));
        var file = new Fs.Write(path, content, Fs.Encoding.UTF8, null, true, true);
        return (wanted ? backup(ask.guest(), path) : Future.<String>succeededFuture())
                .compose(backup -> ask.guest().call(Fs.WRITE, file).map(written -> {
                    Activities.note(ask.guest(), "file_edited", Map.of("file", path));
                    var answer = Frames.of("success", true, "path", path, "backup", backup);
                    answer.putAll(Frames.of("size", written.size(), "lines", lines(content)));
                    return answer;
                }));
    }

    private static Future<String> backup(Guest guest, String path) {
        int dot = path.lastIndexOf('.');
        var stem = dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
        var backup = stem + "." + System.currentTimeMillis() / 1000 + ".bak";
        return guest.call(Fs.COPY, new Fs.Copy(path, backup, true))
                .map(backup)
                .recover(failed -> ((Failure) failed).code() == ErrorCode.NOT_FOUND
                        ? Future.succeededFuture()
                        : Future.failedFuture(failed));
    }

    private Future<Map<String, Object>> delete(Ask ask) {
        var path = ask.path();
        return find(ask.guest(), path)
                .compose(found -> ask.guest().call(Fs.DELETE, new Fs.Delete(path, false)))
                .map(gone -> {
                    Activities.note(ask.guest(), "file_deleted", Map.of("file", path));
                    return Frames.of("success", true, "path", path, "deleted", true);
                });
    }
}
