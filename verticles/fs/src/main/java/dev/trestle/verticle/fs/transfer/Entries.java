package dev.trestle.verticle.fs.transfer;

import dev.trestle.verticle.fs.path.Facts;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** What stands before each thing in a tar archive. Owners are not told: they mean nothing where it is unpacked. */
final class Entries {

    private static final int USUAL_MODE = 0644;

    private Entries() {}

    static TarArchiveEntry file(String path, Facts facts, long size) {
        var entry = entry(path, TarConstants.LF_NORMAL, facts);
        entry.setSize(size);
        return entry;
    }

    static TarArchiveEntry directory(String path, Facts facts) {
        return entry(path + "/", TarConstants.LF_DIR, facts);
    }

    static TarArchiveEntry link(String path, Facts facts, String target) {
        var entry = entry(path, TarConstants.LF_SYMLINK, facts);
        entry.setLinkName(target);
        return entry;
    }

    static TarArchiveEntry note(String path, long size) {
        var entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
        entry.setMode(USUAL_MODE);
        entry.setSize(size);
        return entry;
    }

    private static TarArchiveEntry entry(String path, byte type, Facts facts) {
        var entry = new TarArchiveEntry(path, type);
        entry.setMode(facts.mode());
        // Whole seconds: a fraction would cost a kilobyte in a header of its own.
        long seconds = Math.floorDiv(facts.modified(), 1_000_000_000L);
        entry.setModTime(FileTime.from(seconds, TimeUnit.SECONDS));
        return entry;
    }
}
