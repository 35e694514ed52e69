package dev.trestle.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Groups of processes whose number the kernel limits: what is needed where this process is root's, for of root's processes
 * {@code RLIMIT_NPROC} limits none. Blocks, for microseconds: files of {@code /sys} are no disk.
 */
final class ProcessGroups {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final String OURS = "trestle-";

    /** How old a group without processes must be to be nobody's: one is empty until its first process has come. */
    private static final long MOMENT_S = 10;

    private final Path folder;

    private ProcessGroups(Path folder) {
        this.folder = folder;
    }

    /** Where groups can be made with a limit on processes, by either version of cgroups; empty when nowhere. */
    static Optional<ProcessGroups> find() {
        return Stream.concat(own(), Stream.of(CGROUPS))
                .map(ProcessGroups::new)
                .filter(ProcessGroups::work)
                .findFirst();
    }

    /** The groups that this process is in itself: below them is where it should make others. */
    private static Stream<Path> own() {
        try {
            return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                    .map(line -> line.split(":", 3))
                    .filter(line -> line[1].isEmpty() || line[1].equals("pids"))
                    .map(line -> CGROUPS.resolve(line[1]).resolve(line[2].substring(1)));
        } catch (IOException none) {
            return Stream.empty();
        }
    }

    private boolean work() {
        try {
            Files.delete(make(1));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** A new group for at most {@code processes}, after those that have emptied are removed. */
    Path make(int processes) throws IOException {
        sweep();
        var group = Files.createDirectory(folder.resolve(OURS + UUID.randomUUID()));
        var limit = group.resolve("pids.max");
        if (!Files.isWritable(limit)) {
            Files.delete(group);
            throw new NoSuchFileException(limit.toString());
        }
        Files.writeString(limit, String.valueOf(processes));
        return group;
    }

    private void sweep() throws IOException {
        var young = Instant.now().minusSeconds(MOMENT_S);
        try (var groups = Files.newDirectoryStream(folder, OURS + "*")) {
            for (var group : groups) {
                var attributes = group.toFile();
                if (attributes.lastModified() < young.toEpochMilli()) {
                    // The kernel refuses as long as a process is in it.
                    attributes.delete();
                }
            }
        }
    }
}
