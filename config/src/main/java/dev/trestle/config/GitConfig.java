package dev.trestle.config;

/**
 * The git role. Its programs run in the sandbox of {@link PtyConfig}.
 *
 * @param threads how many gits run at once
 * @param maxQueued how many calls may run or wait for their turn; beyond, BUSY
 * @param timeoutMs how long git may take in one repository, in milliseconds
 * @param transferTimeoutMs how long clone, fetch, pull and push may take, in milliseconds
 * @param credentialMs how long git waits for the answer to an event credential, in milliseconds
 * @param hooks whether hooks of a repository run when it is written
 * @param allowFileTransport whether remotes may be folders of this machine
 * @param name who commits where neither the call nor the repository says; {@code null} for nobody
 * @param email the address of {@code name}
 * @param maxOutputBytes the most that is read of one git, in bytes
 * @param maxDiffBytes the largest diff of one answer, in bytes
 * @param maxFileDiffBytes the largest diff of one file, in bytes
 * @param watchFolders how many folders of one repository are watched for changes
 */
public record GitConfig(
        int threads,
        int maxQueued,
        long timeoutMs,
        long transferTimeoutMs,
        long credentialMs,
        boolean hooks,
        boolean allowFileTransport,
        String name,
        String email,
        int maxOutputBytes,
        int maxDiffBytes,
        int maxFileDiffBytes,
        int watchFolders) {
    public GitConfig {
        Require.between("git.threads", threads, 1, 1024);
        Require.between("git.maxQueued", maxQueued, 1, 1_000_000);
        Require.between("git.timeoutMs", timeoutMs, 10, 3_600_000);
        Require.between("git.transferTimeoutMs", transferTimeoutMs, 10, 86_400_000);
        Require.between("git.credentialMs", credentialMs, 10, 3_600_000);
        person("git.name", name);
        person("git.email", email);
        Require.between("git.maxOutputBytes", maxOutputBytes, 4096, 1_073_741_824);
        Require.between("git.maxDiffBytes", maxDiffBytes, 1024, 268_435_456);
        Require.between("git.maxFileDiffBytes", maxFileDiffBytes, 1024, 268_435_456);
        Require.between("git.watchFolders", watchFolders, 1, 16_777_216);
    }

    private static void person(String key, String value) {
        boolean accepted = value == null || value.matches("[^\\p{Cntrl}<>\"\\\\]+");
        Require.that(accepted, key, "must be one line without < > \" and \\, not \"" + value + "\"");
    }
}
