package dev.trestle.wire;

import java.util.List;
import java.util.Locale;

/**
 * Everything the fs verticle offers. This file is its whole contract.
 *
 * <p>A path is {@code /}-separated and relative to the root of the workspace; a leading {@code /} means the root. Nothing
 * outside the root is reachable, by {@code ..} or by symlink ({@link ErrorCode#FORBIDDEN}).
 */
public final class Fs {

    public static final Operation<ListFiles, Listing> LIST =
            new Operation<>("fs.list", ListFiles.class, Listing.class, "Lists a directory, page by page.");
    public static final Operation<Stat, Entry> STAT =
            new Operation<>("fs.stat", Stat.class, Entry.class, "Says what is at a path, without following a link.");
    public static final Operation<Read, Content> READ =
            new Operation<>("fs.read", Read.class, Content.class, "Reads a file or a slice of it.");
    public static final Operation<Write, Written> WRITE = new Operation<>(
            "fs.write", Write.class, Written.class, "Replaces or creates a file, atomically and durably.");
    public static final Operation<Patch, Written> PATCH =
            new Operation<>("fs.patch", Patch.class, Written.class, "Changes a text file by a patch, all or nothing.");
    public static final Operation<MakeDirectory, Entry> MKDIR =
            new Operation<>("fs.mkdir", MakeDirectory.class, Entry.class, "Makes a directory.");
    public static final Operation<Delete, Empty> DELETE =
            new Operation<>("fs.delete", Delete.class, Empty.class, "Deletes a file, a link or a directory.");
    public static final Operation<Move, Entry> MOVE =
            new Operation<>("fs.move", Move.class, Entry.class, "Renames or moves a file or a directory.");
    public static final Operation<Copy, Entry> COPY =
            new Operation<>("fs.copy", Copy.class, Entry.class, "Copies a file or a directory with all it holds.");

    /** {@code fs.list}. */
    public record ListFiles(
            @Describe("The directory to list.") String path,

            @Describe("How many levels to go down; 1 lists the directory alone.")
            @Default("1")
            @Range(min = 1, max = 64)
            int depth,

            @Describe("The most entries of one page.") @Default("1000") @Range(min = 1, max = 10_000)
            int limit,

            @Describe("Where the page before ended, from its answer.") @Nullable
            String cursor,

            @Describe("Whether names that start with a dot are listed.") @Default("true")
            boolean hidden) {}

    /** The answer to {@code fs.list}. */
    @Describe("A page of a directory: directories first, then by name; what is in a directory follows it.")
    public record Listing(
            @Describe("At most limit of them.") List<Entry> entries,

            @Describe("Where the next page starts; absent on the last page.") @Nullable
            String cursor) {}

    /** {@code fs.stat}. */
    public record Stat(@Describe("What to look at.") String path) {}

    /** The answer to {@code fs.stat}, {@code fs.mkdir}, {@code fs.move} and {@code fs.copy}. */
    @Describe("What is at a path.")
    public record Entry(
            @Describe("The last part of the path; empty for the root.")
            String name,

            @Describe("Relative to the root, without a leading slash; empty for the root.")
            String path,

            @Describe("What kind of thing it is.") EntryType type,
            @Describe("In bytes.") long size,

            @Describe("Time of the last change of the content, in epoch milliseconds.")
            long modified,

            @Describe("The permission bits of POSIX as a number: 420 is rw-r--r--.")
            int mode,

            @Describe("Opaque; changes when the content does. Files only.") @Nullable
            String etag,

            @Describe("Whether git ignores it by its rules; told by fs.list and fs.stat, inside a work tree.") @Nullable
            Boolean gitIgnored) {}

    /** The kinds of {@link Entry}. */
    @Describe("What kind of thing is at a path.")
    public enum EntryType {
        FILE,
        DIRECTORY,
        SYMLINK,
        OTHER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code fs.read}. */
    public record Read(
            @Describe("The file to read; a link inside the workspace is followed.")
            String path,

            @Describe("The first byte to read.") @Default("0") @Range(min = 0)
            long offset,

            @Describe("The most bytes to read; all the rest when absent.") @Nullable @Range(min = 0)
            Long length,

            @Describe("How the bytes come; auto is utf8 where the slice is text, else base64.") @Default("utf8")
            Encoding encoding) {}

    /** The ways to write a file into JSON. */
    @Describe("How bytes travel in a JSON string; base64 is the standard one with padding (RFC 4648 §4).")
    public enum Encoding {
        UTF8,
        BASE64,
        AUTO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The answer to {@code fs.read}. */
    @Describe("A file or a slice of it.")
    public record Content(
            @Describe("The file that was read.") String path,

            @Describe("Text or base64, as encoding says.") String content,

            @Describe("How content is to be read: utf8 or base64.")
            Encoding encoding,

            @Describe("The size of the whole file, in bytes.")
            long size,

            @Describe("What fs.write and fs.patch take as ifMatch.")
            String etag,

            @Describe("Whether the slice reaches the end of the file.")
            boolean eof) {}

    /** {@code fs.write}. */
    public record Write(
            @Describe("The file to write.") String path,
            @Describe("The whole new content.") String content,

            @Describe("How content is to be read: utf8 or base64.") @Default("utf8")
            Encoding encoding,

            @Describe("Write only if the file's etag is still this one, else CONFLICT.") @Nullable
            String ifMatch,

            @Describe("Whether a file that is not there is made, else NOT_FOUND.") @Default("true")
            boolean create,

            @Describe("Whether missing directories on the way are made.") @Default("false")
            boolean makeParents) {}

    /** The answer to {@code fs.write} and {@code fs.patch}. */
    @Describe("What a write left behind.")
    public record Written(
            @Describe("The etag of the new content.") String etag,

            @Describe("The size of the new content, in bytes.")
            long size) {}

    /** {@code fs.patch}. */
    public record Patch(
            @Describe("The text file to change.") String path,

            @Describe("The change itself.") Change patch,

            @Describe("How patch is written down.") PatchFormat format,

            @Describe("Patch only if the file's etag is still this one, else CONFLICT.") @Nullable
            String ifMatch) {}

    /** The ways to write down a {@link Change}. */
    @Describe("dmp: the text form of diff-match-patch, offsets in UTF-16 units; unified: a unified diff of one file; "
            + "edits: TextEdits that do not overlap, their positions all in the text before.")
    public enum PatchFormat {
        DMP,
        UNIFIED,
        EDITS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What {@code fs.patch} applies: a JSON string or an array. */
    @Describe("A string for dmp and unified; an array of TextEdit for edits.")
    public sealed interface Change {
        /** A patch in text form. */
        record Diff(String text) implements Change {}

        /** Edits that do not overlap; positions refer to the text before any of them. */
        record Edits(List<TextEdit> edits) implements Change {}
    }

    /** {@code fs.mkdir}. */
    public record MakeDirectory(
            @Describe("The directory to make.") String path,

            @Describe("Whether missing directories on the way are made.") @Default("false")
            boolean makeParents) {}

    /** {@code fs.delete}. */
    public record Delete(
            @Describe("What to delete; a link is deleted, not what it points to.")
            String path,

            @Describe("Whether a directory that is not empty goes with all it holds, else CONFLICT.") @Default("false")
            boolean recursive,

            @Describe("Delete only if the file's etag is still this one, else CONFLICT.") @Nullable
            String ifMatch) {
        public Delete(String path, boolean recursive) {
            this(path, recursive, null);
        }
    }

    /** {@code fs.move}. */
    public record Move(
            @Describe("What to move.") String from,

            @Describe("Its new path; the directory it lies in must exist.")
            String to,

            @Describe("Whether a file that is there is replaced, else ALREADY_EXISTS.") @Default("false")
            boolean overwrite) {}

    /** {@code fs.copy}. */
    public record Copy(
            @Describe("What to copy; a link is copied as a link.")
            String from,

            @Describe("The path of the copy; the directory it lies in must exist.")
            String to,

            @Describe("Whether a file that is there is replaced, else ALREADY_EXISTS.") @Default("false")
            boolean overwrite) {}

    private Fs() {}
}
