package dev.trestle.wire;

/**
 * What the fs verticle offers beside {@link Fs}: files and directories of any size, up and down.
 *
 * <p>The bytes go through a stream that the caller opens and whose address it sends with the call, so these operations are
 * for callers on the bus. A client has the same over HTTP, at {@code /api/v1/workspaces/{id}/files/{path}}. Paths are
 * those of {@link Fs}; a link is followed.
 */
public final class Transfer {

    public static final Operation<Download, Opened> DOWNLOAD = new Operation<>(
            "fs.download", Download.class, Opened.class, "Sends a file or a range of it.", Fs.READ.name());
    public static final Operation<Archive, Archived> ARCHIVE = new Operation<>(
            "fs.archive", Archive.class, Archived.class, "Sends a directory as tar.gz.", Fs.READ.name());
    public static final Operation<Upload, Uploaded> UPLOAD = new Operation<>(
            "fs.upload", Upload.class, Uploaded.class, "Receives a file or a piece of one.", Fs.WRITE.name());

    /** {@code fs.download}: it is answered when the file is open, and then the stream is written to. */
    public record Download(
            @Describe("The file to send.") String path,

            @Describe("The first byte to send; a negative one counts from the end.") @Default("0")
            long offset,

            @Describe("The most bytes to send; all the rest when absent.") @Nullable @Range(min = 0)
            Long length) {}

    /** The answer to {@code fs.download}: about the open file, whatever is put in its place meanwhile. */
    public record Opened(
            @Describe("The file, relative to the root.") String path,

            @Describe("The size of the whole file, in bytes.")
            long size,

            @Describe("As in Entry.") String etag,

            @Describe("Time of the last change of the content, in epoch milliseconds.")
            long modified,

            @Describe("The first byte that is sent.") long offset,

            @Describe("How many bytes are sent; the stream fails when the file turns out to have fewer.")
            long length) {}

    /** {@code fs.archive}: it is answered when the directory is open, and then the stream is written to. */
    public record Archive(
            @Describe("The directory to send.") String path) {}

    /** The answer to {@code fs.archive}. */
    public record Archived(
            @Describe("The directory, relative to the root.")
            String path,

            @Describe("The name of the directory in the archive.")
            String name) {}

    /** {@code fs.upload}: it is answered when what the stream brought is where it belongs. */
    public record Upload(
            @Describe("The file to write.") String path,

            @Describe("Write only if the file's etag is still this one, * for any; else CONFLICT.") @Nullable
            String ifMatch,

            @Describe("Write only if nothing is there, else ALREADY_EXISTS.") @Default("false")
            boolean onlyNew,

            @Describe("Whether missing directories on the way are made.") @Default("false")
            boolean makeParents,

            @Describe("How many bytes the stream will bring, where that is known.") @Nullable @Range(min = 0)
            Long length,

            @Describe("The size of the whole file, when it comes in pieces.") @Nullable @Range(min = 1)
            Long total,

            @Describe(
                    "Where this piece begins; absent with total, nothing is brought and the answer says what is there.")
            @Nullable
            @Range(min = 0)
            Long offset) {}

    /** The answer to {@code fs.upload}. */
    public record Uploaded(
            @Describe("How many bytes of the file are there.")
            long received,

            @Describe("The etag of the new content; absent while pieces are missing.") @Nullable
            String etag,

            @Describe("Whether no file was there before.") boolean created) {}

    private Transfer() {}
}
