package dev.trestle.config;

/**
 * How {@code fs.find} and {@code fs.search} look for files.
 *
 * @param concurrent how many of them run at once
 * @param maxFileBytes the largest file that is searched, in bytes
 * @param ripgrep {@link #AUTO}, {@link #OFF} or an absolute path
 */
public record FsSearchConfig(int concurrent, int maxFileBytes, String ripgrep) {

    /** Uses ripgrep where there is one. */
    public static final String AUTO = "auto";

    /** Uses no ripgrep. */
    public static final String OFF = "off";

    public FsSearchConfig {
        Require.between("fs.search.concurrent", concurrent, 1, 1024);
        Require.between("fs.search.maxFileBytes", maxFileBytes, 1, 1_073_741_824);
        Require.present("fs.search.ripgrep", ripgrep);
        Require.that(
                ripgrep.equals(AUTO) || ripgrep.equals(OFF) || ripgrep.startsWith("/"),
                "fs.search.ripgrep",
                "must be auto, off or an absolute path, not \"" + ripgrep + "\"");
    }
}
