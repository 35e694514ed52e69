package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.Topics;
import java.util.function.BiConsumer;

/**
 * How a repository stands after each change that its topic tells: asked once for all changes that come meanwhile. Belongs to
 * one event loop.
 */
final class Standing implements TopicFeed.Follower {

    private final Guest guest;
    private final BiConsumer<Git.Status, Topics.Event> reader;
    private boolean asking;
    private boolean changed;

    /** Asked by {@code guest}; {@code reader} hears of it, with the change that had it asked. */
    Standing(Guest guest, BiConsumer<Git.Status, Topics.Event> reader) {
        this.guest = guest;
        this.reader = reader;
    }

    @Override
    public void event(Topics.Event event) {
        if (!event.event().equals(GitRemote.CHANGED)) {
            return;
        } else if (asking) {
            changed = true;
            return;
        }
        asking = true;
        guest.ask(Git.STATUS, "path", Members.in(event.data()).get("path"))
                .onSuccess(status -> reader.accept(status, event))
                .onComplete(told -> {
                    asking = false;
                    if (changed) {
                        changed = false;
                        event(event);
                    }
                });
    }
}
