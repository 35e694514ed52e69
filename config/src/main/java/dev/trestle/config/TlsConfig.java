package dev.trestle.config;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a listener speaks TLS with: PEM files, both or none.
 *
 * @param certificate the listener's certificate, and those between it and the authority, or {@code null}
 * @param key the certificate's private key, PKCS#8, or {@code null}
 */
public record TlsConfig(Path certificate, Path key) {

    /** Whether the listener speaks TLS, and nothing else. */
    public boolean enabled() {
        return certificate != null;
    }

    /** Refuses what cannot work; {@code section} is where it stands. */
    void check(String section) {
        readable(section + ".certificate", certificate);
        readable(section + ".key", key);
        Require.that(
                (certificate == null) == (key == null),
                section + ".certificate",
                "must be given together with " + section + ".key");
    }

    private static void readable(String name, Path file) {
        Require.that(file == null || Files.isReadable(file), name, "must be a PEM file that can be read, not " + file);
    }
}
