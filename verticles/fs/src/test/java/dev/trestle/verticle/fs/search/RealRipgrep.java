package dev.trestle.verticle.fs.search;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The ripgrep of this machine. */
final class RealRipgrep {

    private RealRipgrep() {}

    static String path() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "rg"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new AssertionError("this test needs ripgrep: install it (apt-get install ripgrep)"));
    }
}
