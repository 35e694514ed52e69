package dev.trestle.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A local file on its way into a workspace. */
final class FileUpload {

    private static final int ATTEMPTS = 60;
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final RemoteFiles files;
    private final Path file;
    private final long size;
    private final String target;
    private final boolean makeParents;
    private final String[] conditions;

    FileUpload(RemoteFiles files, Path file, long size, String target, boolean makeParents, String... conditions) {
        this.files = files;
        this.file = file;
        this.size = size;
        this.target = target;
        this.makeParents = makeParents;
        this.conditions = conditions;
    }

    /** In one request. */
    JsonNode whole() throws InterruptedException {
        try {
            return files.put(target, makeParents, from(0), conditions);
        } catch (IOException broken) {
            throw lost();
        }
    }

    /**
     * In as many requests as it takes: before each, the server is asked how far it is, and so refuses before it is sent
     * gigabytes. (Java's client stands still when {@code Expect: 100-continue} is refused.)
     */
    JsonNode inPieces() throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                long received = received(attempt > 0);
                var range = "bytes " + received + "-" + (size - 1) + "/" + size;
                return files.put(target, makeParents, from(received), with("Content-Range", range));
            } catch (IOException broken) {
                LockSupport.parkNanos(PAUSE);
            } catch (CommandException told) {
                // Who was there a moment ago may come back; what the server refuses stays refused.
                if (attempt == 0 || told.exitCode() != ExitCode.BROKEN) {
                    throw told;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
        throw lost();
    }

    /** What came of another run may be of another file of this size: only what this one has sent is gone on with. */
    private long received(boolean again) throws IOException, InterruptedException {
        var asked = with("Content-Range", "bytes */" + size);
        var answer = files.put(target, makeParents, BodyPublishers.noBody(), asked);
        return again ? answer.path("received").asLong() : 0;
    }

    private BodyPublisher from(long offset) {
        if (size == offset) {
            return BodyPublishers.noBody();
        }
        var rest = BodyPublishers.ofInputStream(() -> Progress.of(LocalFile.from(file, offset), size - offset));
        return BodyPublishers.fromPublisher(rest, size - offset);
    }

    private String[] with(String name, String value) {
        var all = Arrays.copyOf(conditions, conditions.length + 2);
        all[conditions.length] = name;
        all[conditions.length + 1] = value;
        return all;
    }

    private CommandException lost() {
        return CommandException.broken("the connection broke; " + target + " is as it was, or has all of it");
    }
}
