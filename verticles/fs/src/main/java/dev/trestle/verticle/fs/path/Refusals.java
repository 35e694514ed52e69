package dev.trestle.verticle.fs.path;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/**
 * What an accident with a file means to the caller; by type, never by message text. A sentence names the path as the
 * client gave it and nothing of the server.
 */
public final class Refusals {

    private Refusals() {}

    /** What {@code cause} means for a call about {@code given}; what means nothing to a caller is yielded as it is. */
    public static Throwable from(Throwable cause, String given) {
        if (cause instanceof DirectoryIteratorException iteration) {
            return from(iteration.getCause(), given);
        } else if (cause instanceof NoSuchFileException || cause instanceof NotDirectoryException) {
            return missing(given);
        } else if (cause instanceof AccessDeniedException) {
            return new Failure(ErrorCode.FORBIDDEN, "the server may not do this with the file: " + given);
        } else if (cause instanceof FileAlreadyExistsException) {
            return exists(given);
        } else if (cause instanceof DirectoryNotEmptyException) {
            return notEmpty(given);
        } else if (cause instanceof InvalidPathException) {
            return new Failure(ErrorCode.INVALID_ARGUMENT, "path has a name that this server cannot write down");
        }
        return cause;
    }

    static Failure outside(String given) {
        return new Failure(ErrorCode.FORBIDDEN, "leads out of the workspace: " + given);
    }

    /** @param done what the root was to be: renamed, deleted … */
    public static Failure root(String done) {
        return new Failure(ErrorCode.FORBIDDEN, "the root of a workspace cannot be " + done);
    }

    static Failure missing(String given) {
        return new Failure(ErrorCode.NOT_FOUND, "no such file: " + given);
    }

    public static Failure exists(String given) {
        return new Failure(ErrorCode.ALREADY_EXISTS, "something is there already: " + given);
    }

    public static Failure isDirectory(String given) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "path is a directory: " + given);
    }

    public static Failure notDirectory(String given) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "path is not a directory: " + given);
    }

    public static Failure special(String given) {
        return new Failure(ErrorCode.UNSUPPORTED, "neither a file nor a directory nor a link: " + given);
    }

    public static Failure notText(String given) {
        return new Failure(ErrorCode.UNSUPPORTED, "not UTF-8 text: " + given);
    }

    public static Failure notEmpty(String given) {
        return new Failure(ErrorCode.CONFLICT, "the directory is not empty: " + given)
                .with(Map.of("type", "directory", "empty", false));
    }

    static Failure full() {
        return new Failure(ErrorCode.UNAVAILABLE, "no space left on the device");
    }

    public static Failure needsStream(String operation) {
        var sentence = " needs a stream; over HTTP it is at /api/v1/workspaces/{id}/files/{path}";
        return new Failure(ErrorCode.UNSUPPORTED, operation + sentence);
    }

    static Failure readOnly() {
        return new Failure(ErrorCode.FORBIDDEN, "the filesystem is read-only");
    }

    public static Failure cancelled() {
        return new Failure(ErrorCode.CANCELLED, "cancelled on the way");
    }

    public static Failure late() {
        return new Failure(ErrorCode.TIMEOUT, "the deadline passed on the way");
    }
}
