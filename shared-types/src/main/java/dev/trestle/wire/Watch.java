package dev.trestle.wire;

import dev.trestle.wire.Fs.EntryType;
import java.util.Locale;

/**
 * What is told of the files of a workspace on its topic {@code workspace/<id>/files}: the events {@code created},
 * {@code changed}, {@code deleted} and {@code moved} carry a {@link Change}, {@code overflow} an {@link Overflow}.
 */
public final class Watch {

    /** The name of the event with an {@link Overflow}. */
    public static final String OVERFLOW = "overflow";

    /** Something happened to a file or a directory. */
    @Describe("Something happened to a file or a directory, whoever did it.")
    public record Change(
            @Describe("Where, relative to the root; of a move, where it was.")
            String path,

            @Describe("Where it is now; of a move alone.") @Nullable
            String to,

            @Describe("What it is, or was before it was deleted.")
            EntryType type,

            @Describe("Of a file that is there, as fs.stat has it.") @Nullable
            String etag,

            @Describe("Who did it; absent where that is not known.") @Nullable
            Origin origin) {}

    /** What happened is not known. */
    @Describe("What happened in a folder is not known: list it again, with all below it.")
    public record Overflow(
            @Describe("The folder; empty for the root.") String path,

            @Describe("Why nothing is told any more, where that is so.") @Nullable
            String reason) {}

    /** Who did something. */
    @Describe("Who changed a file.")
    public record Origin(
            @Describe("What kind of origin it is.") OriginKind kind,

            @Describe("The connection.") @Nullable String id,

            @Describe("Who called; absent for outside.") @Nullable
            String principal) {}

    /** The kinds of {@link Origin}. */
    @Describe("connection: a call of that connection; call: a call over HTTP or from a service; outside: no call, but a"
            + " program in a terminal, git, or somebody beside Trestle.")
    public enum OriginKind {
        CONNECTION,
        CALL,
        OUTSIDE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Watch() {}
}
