package dev.trestle.gateway.dialect.devex;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Folder;
import dev.trestle.gateway.dialect.Group;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The files of one client: what it opens, edits and moves about. Paths are echoed as they were sent. */
final class Files {

    private static final String ROOT = "";

    /** In the order of their bytes, as Go sorts. */
    private static final Comparator<Fs.Entry> BY_NAME =
            Comparator.comparing(entry -> entry.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final EventSocket socket;
    private final Guest guest;
    private final Folder folder;
    private final Group others;
    private final Set<String> answered = new HashSet<>();
    private String held;
    private boolean cut;

    /** Changes are told to {@code others}. */
    Files(EventSocket socket, Group others) {
        this.socket = socket;
        this.guest = socket.guest();
        this.folder = new Folder(guest);
        this.others = others;
    }

    void serve() {
        socket.on("Connection", Empty.class, none -> connect());
        socket.onMisfit((message, misfit) -> {
            if (answered.contains(message.event())) {
                refuse(message.event(), misfit);
            }
        });
        look("fetchDir", Requests.Directory.class, this::list);
        look("fetchContent", Requests.File.class, this::read);
        change("updateContent", Requests.Update.class, this::update);
        changes("createFile", Requests.File.class, this::create);
        change(
                "createFolder",
                Requests.File.class,
                request -> folder.makeDirectory(request.path()).map(done("path", request.path())));
        change("uploadFile", Requests.Upload.class, this::upload);
        change(
                "delete",
                Requests.File.class,
                request -> folder.delete(request.path(), true).map(done("path", request.path())));
        change("rename", Requests.Rename.class, this::rename);
        changes("copy", Requests.Copy.class, this::copy);
        changes("paste", Requests.Paste.class, this::paste);
        look("cut", Requests.Cut.class, request -> hold(request.sourcePath(), true));
    }

    private void connect() {
        entries(ROOT)
                .onSuccess(entries -> socket.tell("Loaded", "rootContents", entries))
                .onFailure(failed -> socket.tell("error", "message", "Failed to load directory"));
    }

    private <Q> void look(String event, Class<Q> type, Function<Q, Future<Map<String, Object>>> work) {
        answered.add(event);
        socket.on(event, type, request -> answer(event, socket.sequence().one(() -> work.apply(request))));
    }

    private <Q> void change(String event, Class<Q> type, Function<Q, Future<Map<String, Object>>> work) {
        told(event, type, request -> socket.sequence().one(() -> work.apply(request)));
    }

    private <Q> void changes(String event, Class<Q> type, Function<Q, Future<Map<String, Object>>> work) {
        told(event, type, request -> socket.sequence().several(() -> work.apply(request)));
    }

    /** What has changed is told to the others. */
    private <Q> void told(String event, Class<Q> type, Function<Q, Future<Map<String, Object>>> work) {
        answered.add(event);
        socket.on(
                event,
                type,
                (request, message) -> answer(event, work.apply(request))
                        .onSuccess(done -> others.broadcast(
                                "workspaceChanged", Map.of("event", event, "data", message.data()), socket)));
    }

    private Future<Map<String, Object>> answer(String event, Future<Map<String, Object>> work) {
        return work.onSuccess(data -> socket.emit(event + "Response", data)).onFailure(failed -> refuse(event, failed));
    }

    private void refuse(String event, Throwable failed) {
        socket.tell(event + "Response", "error", failed.getMessage());
    }

    /** {@code {"success": true}} and these names and values in turn. */
    private static Map<String, Object> done(Object... echo) {
        var data = Members.of("success", true);
        data.putAll(Members.of(echo));
        return data;
    }

    private Future<Map<String, Object>> list(Requests.Directory request) {
        return entries(request.dir()).map(entries -> Map.of("contents", entries, "path", request.dir()));
    }

    private Future<List<Map<String, Object>>> entries(String directory) {
        return folder.list(directory)
                .map(entries -> entries.stream()
                        .sorted(BY_NAME)
                        .map(entry -> Members.of("name", entry.name(), "isDir", entry.type() == Fs.EntryType.DIRECTORY))
                        .toList());
    }

    private Future<Map<String, Object>> read(Requests.File request) {
        return folder.read(request.path()).map(file -> Map.of("content", file.content(), "path", request.path()));
    }

    /** The worker does patches of one file in the order in which they came. */
    private Future<Map<String, Object>> update(Requests.Update request) {
        var patch = new Fs.Patch(request.path(), new Fs.Change.Diff(request.patch()), Fs.PatchFormat.DMP, null);
        return guest.call(Fs.PATCH, patch).map(done());
    }

    /** A file that is there is not emptied. */
    private Future<Map<String, Object>> create(Requests.File request) {
        return folder.create(request.path(), "").map(done("path", request.path()));
    }

    private Future<Map<String, Object>> upload(Requests.Upload request) {
        var file = new Fs.Write(request.path(), request.content(), request.encoding(), null, true, true);
        return guest.call(Fs.WRITE, file).map(done("path", request.path()));
    }

    private Future<Map<String, Object>> rename(Requests.Rename request) {
        return folder.move(request.oldPath(), request.newPath())
                .map(done("oldPath", request.oldPath(), "newPath", request.newPath()));
    }

    /** Without a target it is what {@code paste} copies. */
    private Future<Map<String, Object>> copy(Requests.Copy request) {
        if (request.targetPath() == null) {
            return hold(request.sourcePath(), false);
        }
        return into(request.targetPath(), request.sourcePath())
                .compose(target -> folder.copy(request.sourcePath(), target, false))
                .map(done("sourcePath", request.sourcePath(), "targetPath", request.targetPath()));
    }

    private Future<Map<String, Object>> hold(String path, boolean away) {
        held = path;
        cut = away;
        return Future.succeededFuture(done("sourcePath", path));
    }

    private Future<Map<String, Object>> paste(Requests.Paste request) {
        if (held == null) {
            return Future.failedFuture(new Failure(ErrorCode.CONFLICT, "nothing to paste"));
        }
        var source = held;
        boolean away = cut;
        held = away ? null : held;
        return into(request.targetPath(), source)
                .compose(target -> away ? folder.move(source, target) : folder.copy(source, target, false))
                .map(done("targetPath", request.targetPath()));
    }

    /** {@code target}, or, when that is a directory, {@code source}'s name in it. */
    private Future<String> into(String target, String source) {
        return folder.find(target)
                .map(found -> found.type() == Fs.EntryType.DIRECTORY
                        ? target + "/" + source.substring(source.lastIndexOf('/') + 1)
                        : target)
                .otherwise(target);
    }
}
