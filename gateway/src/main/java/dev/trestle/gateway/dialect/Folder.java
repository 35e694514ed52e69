package dev.trestle.gateway.dialect;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The files of a guest's workspace as editors handle them: texts as a whole, directories as a whole. Futures fail with a {@link Failure}. */
public final class Folder {

    /** The most entries of a directory. */
    private static final int MOST = 50_000;

    private static final int PAGE = 10_000;
    private static final long SLICE = 512 * 1024;

    private final Guest guest;

    public Folder(Guest guest) {
        this.guest = guest;
    }

    /** What is in {@code directory}; of too many entries, fails as too large. */
    public Future<List<Fs.Entry>> list(String directory) {
        return page(directory, null, new ArrayList<>());
    }

    private Future<List<Fs.Entry>> page(String directory, String cursor, List<Fs.Entry> before) {
        return guest.call(Fs.LIST, new Fs.ListFiles(directory, 1, PAGE, cursor, true))
                .compose(page -> {
                    before.addAll(page.entries());
                    if (before.size() > MOST) {
                        throw new Failure(ErrorCode.TOO_LARGE, directory + "/ has more than " + MOST + " entries");
                    }
                    return page.cursor() == null
                            ? Future.succeededFuture(before)
                            : page(directory, page.cursor(), before);
                });
    }

    /** What there is at {@code path}. */
    public Future<Fs.Entry> find(String path) {
        return guest.call(Fs.STAT, new Fs.Stat(path));
    }

    /** The text of a file; of one that does not fit into a message, fails as too large. */
    public Future<Fs.Content> read(String path) {
        return guest.call(Fs.READ, new Fs.Read(path, 0, null, Fs.Encoding.UTF8)).map(file -> {
            if (!file.eof()) {
                throw new Failure(ErrorCode.TOO_LARGE, path + " has " + file.size() + " bytes, too many to edit here");
            }
            return file;
        });
    }

    /** Writes the bytes of a file into {@code response} and ends it, slice by slice, as fast as the client reads them. */
    public Future<Void> send(String path, HttpServerResponse response) {
        return send(path, 0, response);
    }

    private Future<Void> send(String path, long from, HttpServerResponse response) {
        return guest.call(Fs.READ, new Fs.Read(path, from, SLICE, Fs.Encoding.BASE64))
                .compose(slice -> {
                    var bytes = Base64.getDecoder().decode(slice.content());
                    var written = response.write(Buffer.buffer(bytes));
                    return slice.eof() || bytes.length == 0
                            ? response.end()
                            : written.compose(gone -> send(path, from + bytes.length, response));
                });
    }

    /** Makes {@code content} all that is in a file, which may be new, as may be the directories on its way. */
    public Future<Fs.Written> write(String path, String content) {
        return guest.call(Fs.WRITE, new Fs.Write(path, content, Fs.Encoding.UTF8, null, true, true));
    }

    /** As {@link #write}, where there is nothing yet: what is there is not emptied. */
    public Future<Fs.Written> create(String path, String content) {
        return find(path).transform(found -> {
            if (found.succeeded()) {
                throw new Failure(ErrorCode.ALREADY_EXISTS, "there is something already: " + path);
            }
            boolean isNot = ((Failure) found.cause()).code() == ErrorCode.NOT_FOUND;
            return isNot ? write(path, content) : Future.failedFuture(found.cause());
        });
    }

    /** Makes a directory, and those on its way. */
    public Future<Void> makeDirectory(String path) {
        return guest.call(Fs.MKDIR, new Fs.MakeDirectory(path, true)).mapEmpty();
    }

    /** Deletes a file or a directory, one with something in it only if {@code all}. */
    public Future<Void> delete(String path, boolean all) {
        return guest.call(Fs.DELETE, new Fs.Delete(path, all)).mapEmpty();
    }

    /** Renames; what is at {@code to} is not replaced. */
    public Future<Void> move(String from, String to) {
        return guest.call(Fs.MOVE, new Fs.Move(from, to, false)).mapEmpty();
    }

    /** Copies; what is at {@code to} is replaced only if {@code replace}. */
    public Future<Void> copy(String from, String to, boolean replace) {
        return guest.call(Fs.COPY, new Fs.Copy(from, to, replace)).mapEmpty();
    }
}
