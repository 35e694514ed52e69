package dev.trestle.verticle.pty;

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

    private static final Set<String> ETC = Set.of(
            // how programs are found and loaded
            "ld.so.cache",
            "ld.so.conf",
            "ld.so.conf.d",
            "ld-musl-x86_64.path",
            "ld-musl-aarch64.path",
            "alternatives",
            // who and where one is
            "passwd",
            "group",
            "nsswitch.conf",
            "hostname",
            "hosts",
            "host.conf",
            "resolv.conf",
            "gai.conf",
            "services",
            "protocols",
            "localtime",
            "timezone",
            "locale.alias",
            "locale.conf",
            "os-release",
            "debian_version",
            "redhat-release",
            "alpine-release",
            "mime.types",
            // shells and editors
            "profile",
            "profile.d",
            "bash.bashrc",
            "bashrc",
            "bash_completion.d",
            "zsh",
            "zshrc",
            "fish",
            "inputrc",
            "shells",
            "terminfo",
            "DIR_COLORS",
            "nanorc",
            "vim",
            "vimrc",
            "less",
            "login.defs",
            "gitconfig",
            // whom to trust
            "ca-certificates",
            "ca-certificates.conf",
            "crypto-policies",
            "ssl/certs",
            "ssl/cert.pem",
            "ssl/openssl.cnf",
            "pki/ca-trust",
            "pki/tls/certs",
            "pki/tls/cert.pem",
            "pki/tls/openssl.cnf",
            // languages and their tools
            "java",
            "maven",
            "python3",
            "perl",
            "npmrc",
            "fonts",
            "emacs");

    /** Java's files have its version in their name. */
    private static final String JAVA = "java-";

    private SystemFiles() {}

    /** The arguments; what is missing on this machine is left out. */
    static List<String> arguments() {
        var arguments = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        BESIDE_USR.forEach(name -> addBesideUsr(arguments, Path.of("/", name)));
        etc().forEach(file -> arguments.addAll(List.of("--ro-bind-try", file, file)));
        return arguments;
    }

    private static void addBesideUsr(List<String> arguments, Path folder) {
        try {
            if (Files.isSymbolicLink(folder)) {
                arguments.addAll(
                        List.of("--symlink", Files.readSymbolicLink(folder).toString(), folder.toString()));
            } else {
                arguments.addAll(List.of("--ro-bind-try", folder.toString(), folder.toString()));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static List<String> etc() {
        try (Stream<Path> all = Files.list(Path.of("/etc"))) {
            var java = all.map(file -> file.getFileName().toString()).filter(name -> name.startsWith(JAVA));
            return Stream.concat(ETC.stream(), java)
                    .sorted()
                    .map(name -> "/etc/" + name)
                    .filter(file -> Files.exists(Path.of(file)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
