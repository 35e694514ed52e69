package dev.trestle.gateway.dialect.gathering;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.Topics;
import dev.trestle.wire.Watch;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** What happens to the files, the repository and the terminals of a workspace, in the words of GatheRing. */
final class WorkspaceNews {

    private final EventSocket socket;
    private final News.Teller teller;
    private boolean asking;
    private boolean changed;

    WorkspaceNews(EventSocket socket, News.Teller teller) {
        this.socket = socket;
        this.teller = teller;
    }

    /** Completes when all is followed that may be; fails with a {@link Failure} when nothing may. */
    Future<?> follow() {
        var kinds = List.of(follow("files", this::file), follow("git", this::git), follow("terminals", this::terminal));
        return Future.join(kinds).recover(some -> Future.any(kinds));
    }

    private Future<Void> follow(String kind, Consumer<Topics.Event> hear) {
        return socket.topics().follow("workspace/" + socket.guest().workspace() + "/" + kind, event -> {
            if (!event.event().startsWith("presence.")) {
                hear.accept(event);
            }
        });
    }

    private void file(Topics.Event event) {
        if (event.event().equals(Watch.OVERFLOW)) {
            var lost = read(event, Watch.Overflow.class);
            teller.tell(
                    "file_changed",
                    Frames.of("path", lost.path(), "type", "directory", "overflow", true),
                    event.time());
            return;
        }
        var change = read(event, Watch.Change.class);
        boolean moved = event.event().equals("moved");
        tell(event, moved ? "deleted" : event.event(), change.path(), change);
        if (moved) {
            tell(event, "created", change.to(), change);
        }
    }

    private void tell(Topics.Event event, String what, String path, Watch.Change change) {
        var data = Frames.of("path", path, "type", change.type().toString());
        teller.tell("file_" + what, data, event.time());
    }

    /** How a repository stands is asked once for all changes that come meanwhile. */
    private void git(Topics.Event event) {
        if (!event.event().equals(GitRemote.CHANGED)) {
            return;
        } else if (asking) {
            changed = true;
            return;
        }
        asking = true;
        var path = read(event, GitRemote.Changed.class).path();
        socket.guest()
                .call(Git.STATUS, new Git.AskStatus(path, GitStatus.MOST, false))
                .onSuccess(status -> teller.tell("git_status", GitStatus.of(status), event.time()))
                .onComplete(told -> {
                    asking = false;
                    if (changed) {
                        changed = false;
                        git(event);
                    }
                });
    }

    private void terminal(Topics.Event event) {
        teller.tell("terminal_" + event.event(), Frames.members(event.data()), event.time());
    }

    private static <T> T read(Topics.Event event, Class<T> type) {
        return Wire.decode(Wire.encode(event.data()), type);
    }
}
