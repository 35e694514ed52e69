package dev.trestle.gateway.dialect;

import dev.trestle.wire.Fs;
import dev.trestle.wire.Topics;
import dev.trestle.wire.Watch;
import java.util.List;
import java.util.Locale;

/** What has happened to one file or directory, for protocols that know of no moves. */
public record FileChange(What what, String path, Fs.EntryType type) {

    /** That it was created, has other content, is gone, or that nobody knows what has happened in a directory. */
    public enum What {
        CREATED,
        CHANGED,
        DELETED,
        LOST;

        /** As the event is called. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an event of {@code workspace/<id>/files} says; of a move, that one is gone and another there. */
    public static List<FileChange> of(Topics.Event event) {
        if (event.event().equals(Watch.OVERFLOW)) {
            var path = TopicFeed.data(event, Watch.Overflow.class).path();
            return List.of(new FileChange(What.LOST, path, Fs.EntryType.DIRECTORY));
        }
        var change = TopicFeed.data(event, Watch.Change.class);
        return switch (event.event()) {
            case "created" -> List.of(new FileChange(What.CREATED, change.path(), change.type()));
            case "deleted" -> List.of(new FileChange(What.DELETED, change.path(), change.type()));
            case "moved" ->
                List.of(
                        new FileChange(What.DELETED, change.path(), change.type()),
                        new FileChange(What.CREATED, change.to(), change.type()));
            default -> List.of(new FileChange(What.CHANGED, change.path(), change.type()));
        };
    }
}
