package dev.trestle.verticle.fs.ignore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Trees with {@code .gitignore}s, the same in every run. */
final class RandomIgnores {

    private static final List<String> NAMES = List.of(
            "a", "b", "ab", "a.b", "foo", "foo.o", "b.log", ".x", "é", "a b", "#c", "!d", "*", "[a]", "\\", "x ");
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "ab",
            "foo",
            ".o",
            "*",
            "*",
            "*.log",
            "?",
            "[ab]",
            "[!a]",
            "[a-f]",
            "[^b]*",
            "[]a]",
            "[[:alpha:]]",
            "[a-",
            "\\",
            "\\*",
            "\\[a]",
            "é",
            "??",
            ".x",
            "a b",
            "#c",
            "!d",
            " ",
            "\\ ",
            "[\\]a]",
            "[a/b]");

    private final Random random;

    RandomIgnores(long seed) {
        random = new Random(seed);
    }

    /** Fills {@code directory}, {@code depth} levels down. */
    void tree(Path directory, int depth) throws IOException {
        for (var name : NAMES) {
            if (random.nextInt(3) > 0) {
                continue;
            }
            var path = directory.resolve(name);
            if (depth > 0 && random.nextInt(5) < 2) {
                Files.createDirectory(path);
                tree(path, depth - 1);
            } else if (random.nextInt(12) == 0) {
                Files.createSymbolicLink(path, Path.of("."));
            } else {
                Files.createFile(path);
            }
        }
        if (random.nextInt(3) == 0) {
            Files.writeString(directory.resolve(".gitignore"), rules());
        }
    }

    /** Some lines of a {@code .gitignore}. */
    String rules() {
        var text = new StringBuilder(random.nextInt(10) == 0 ? "\ufeff" : "");
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(random.nextInt(4) == 0 ? "!" : "").append(pattern());
            text.append(random.nextInt(8) == 0 ? "  " : "").append(random.nextInt(8) == 0 ? "\r\n" : "\n");
        }
        return random.nextInt(4) == 0 ? text.toString().stripTrailing() : text.toString();
    }

    private String pattern() {
        var pattern = new StringBuilder(random.nextInt(5) == 0 ? "/" : "");
        for (int i = random.nextInt(3); i >= 0; i--) {
            pattern.append(random.nextInt(5) == 0 ? "**" : name()).append(i > 0 ? "/" : "");
        }
        return pattern.append(random.nextInt(4) == 0 ? "/" : "").toString();
    }

    private String name() {
        var name = new StringBuilder();
        for (int i = random.nextInt(2); i >= 0; i--) {
            name.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return name.toString();
    }
}
