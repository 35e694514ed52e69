package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.FileChange;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.List;

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

    private Future<Void> follow(String kind, TopicFeed.Follower hear) {
        return socket.topics().follow("workspace/" + socket.guest().workspace() + "/" + kind, hear);
    }

    private void file(Topics.Event event) {
        for (var change : FileChange.of(event)) {
            boolean lost = change.what() == FileChange.What.LOST;
            var data = Members.of("path", change.path(), "type", change.type().toString());
            if (lost) {
                data.put("overflow", true);
            }
            teller.tell("file_" + (lost ? FileChange.What.CHANGED : change.what()), data, event.time());
        }
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
        var path = TopicFeed.data(event, GitRemote.Changed.class).path();
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
        teller.tell("terminal_" + event.event(), Members.in(event.data()), event.time());
    }
}
