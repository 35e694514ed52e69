package dev.trestle.config;

/**
 * The fs role.
 *
 * @param threads how many threads touch the disk
 * @param maxQueued how many calls may run or wait for their turn at once
 * @param maxReadBytes the most one {@code fs.read} returns, in bytes
 * @param maxPatchBytes the largest file {@code fs.patch} changes, in bytes
 * @param maxUploadBytes the largest file that is taken over HTTP, in bytes
 * @param uploads files that come in pieces
 * @param watch what watching one workspace may cost
 * @param search how files are looked for
 */
public record FsConfig(
        int threads,
        int maxQueued,
        int maxReadBytes,
        int maxPatchBytes,
        long maxUploadBytes,
        Uploads uploads,
        Watch watch,
        FsSearchConfig search) {
    public FsConfig {
        Require.between("fs.threads", threads, 1, 1024);
        Require.between("fs.maxQueued", maxQueued, 1, 1_000_000);
        Require.between("fs.maxReadBytes", maxReadBytes, 1, 268_435_456);
        Require.between("fs.maxPatchBytes", maxPatchBytes, 1, 1_073_741_824);
        Require.between("fs.maxUploadBytes", maxUploadBytes, 1, 9_007_199_254_740_991L);
        Require.present("fs.uploads", uploads);
        Require.present("fs.watch", watch);
        Require.present("fs.search", search);
    }

    /**
     * Files that come in pieces, while they wait for the next one.
     *
     * @param most how many may wait at once
     * @param keepMs how long one waits, in milliseconds, until what came of it is deleted
     */
    public record Uploads(int most, long keepMs) {
        public Uploads {
            Require.between("fs.uploads.most", most, 0, 100_000);
            Require.between("fs.uploads.keepMs", keepMs, 10, 604_800_000);
        }
    }

    /**
     * What watching one workspace may cost.
     *
     * @param maxWatches how many directories are watched
     * @param maxNames how many names of files and directories are kept in memory for it
     */
    public record Watch(int maxWatches, int maxNames) {
        public Watch {
            Require.between("fs.watch.maxWatches", maxWatches, 1, 16_777_216);
            Require.between("fs.watch.maxNames", maxNames, 1, 16_777_216);
        }
    }
}
