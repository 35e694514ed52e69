package dev.trestle.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of this machine's system a sandbox shows, as arguments of bubblewrap: the programs, and of {@code /etc} only what
 * programs need to run, for the rest of it is where servers keep their settings and their keys.
 */
final class SystemFiles {

    /** Folders beside {@code /usr}, which on most systems are links into it. */
    private static final List<String> BESIDE_USR = List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

    /** Each costs a quarter of a millisecond at each start, so what programs can do without is not here. */
    private static final Set<String> ETC = Set.of(
            // how programs are found and loaded
            "ld.so.cache",
            "ld-musl-x86_64.path",
            "ld-musl-aarch64.path",
            "alternatives",
            // who and where one is
            "passwd",
            "group",
            "nsswitch.conf",
            "hosts",
            "resolv.conf",
            "services",
            "localtime",
            "os-release",
            // shells
            "profile",
            "profile.d",
            "bash.bashrc",
            "bashrc",
            "inputrc",
            "terminfo",
            // whom to trust
            "ca-certificates",
            "crypto-policies",
            "ssl/certs",
            "ssl/cert.pem",
            "ssl/openssl.cnf",
            "pki/ca-trust",
            "pki/tls/certs",
            "pki/tls/cert.pem",
            "pki/tls/openssl.cnf",
            // tools
            "gitconfig",
            "maven",
            "npmrc",
            "perl");

    /** Java's files have its version in their name. */
    private static final String JAVA = "java-";

    private SystemFiles() {}

    /** The arguments; what is missing on this machine is left out. */
    static List<String> arguments() {
        var arguments = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        BESIDE_USR.forEach(name -> show(arguments, Path.of("/", name)));
        etc().forEach(file -> show(arguments, file));
        return arguments;
    }

    /** As it is where it is a link into what is shown, and by its content where it leads elsewhere. */
    private static void show(List<String> arguments, Path file) {
        try {
            if (Files.isSymbolicLink(file) && file.toRealPath().startsWith("/usr")) {
                arguments.addAll(
                        List.of("--symlink", Files.readSymbolicLink(file).toString(), file.toString()));
            } else if (Files.exists(file)) {
                arguments.addAll(List.of("--ro-bind-try", file.toString(), file.toString()));
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static List<Path> etc() {
        var folder = Path.of("/etc");
        try (Stream<Path> all = Files.list(folder)) {
            var java = all.filter(file -> file.getFileName().toString().startsWith(JAVA));
            return Stream.concat(ETC.stream().map(folder::resolve), java)
                    .sorted()
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
