package dev.trestle.gateway.dialect.cluso;

import dev.trestle.bus.Publisher;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;

/**
 * Tells the clients of Cluso, wherever they are connected, from any node. Any thread may call. Futures complete when the
 * event is in the log of its topic.
 */
public final class Broadcaster {

    /** The event of a topic whose data is in the shape of its channel already. */
    static final String EVENT = "cluso";

    /** What happened to a file. */
    public enum Change {
        ADD("add"),
        CHANGE("change"),
        UNLINK("unlink"),
        ADD_DIR("addDir"),
        UNLINK_DIR("unlinkDir");

        private final String text;

        Change(String text) {
            this.text = text;
        }
    }

    /** How bad a {@link Diagnostic} is. */
    public enum Severity {
        ERROR,
        WARNING,
        INFO,
        HINT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a compiler or a linter has to say about a place; lines and columns as it counts them. */
    public record Diagnostic(String file, int line, int column, String message, Severity severity, String source) {}

    /** A place where a text was found. */
    public record Found(String file, int line, int column, String match, String context) {}

    /** What was wrong at a place; {@code rule} may be {@code null}. */
    public record Fault(String file, int line, int column, String message, String rule) {}

    /** The outcome of a check; {@code type} is lint, typecheck or format. */
    public record Validation(String type, boolean passed, List<Fault> errors) {}

    private final Publisher publisher;
    private final String workspace;

    /** Tells those who look at {@code workspace}. */
    public Broadcaster(Publisher publisher, String workspace) {
        this.publisher = publisher;
        this.workspace = workspace;
    }

    public Future<Position> fileChanged(String file, Change change) {
        return custom("files", News.stamped("file", file, "event", change.text));
    }

    /** {@code cleared} says that all that was said before is void. */
    public Future<Position> diagnosticsUpdated(List<Diagnostic> diagnostics, boolean cleared) {
        return custom("diagnostics", News.stamped("diagnostics", diagnostics, "cleared", cleared));
    }

    /** A piece of the answer {@code id}, numbered from 0. */
    public Future<Position> aiChunk(String id, String chunk, int index, boolean finished) {
        return custom("ai-response", News.stamped("id", id, "chunk", chunk, "index", index, "finished", finished));
    }

    /** {@code total} is {@code null} while nobody knows. */
    public Future<Position> searchProgress(String query, int completed, Integer total, List<Found> results) {
        return custom(
                "search", News.stamped("query", query, "completed", completed, "total", total, "results", results));
    }

    public Future<Position> validationComplete(Validation validation) {
        return custom("validation", News.stamped("validation", validation));
    }

    /** {@code type} is status, commit, push, pull or branch. */
    public Future<Position> gitEvent(String type, String message) {
        return custom("git", News.stamped("type", type, "message", message));
    }

    /** Any data, which may be {@code null}, on any channel. */
    public Future<Position> custom(String channel, Object data) {
        return publisher.publish(Channels.topic(workspace, channel), EVENT, data);
    }
}
