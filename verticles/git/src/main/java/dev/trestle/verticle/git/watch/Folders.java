package dev.trestle.verticle.git.watch;

import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Repository;
import dev.trestle.verticle.git.repository.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which folders tell of a change of a repository. Blocks. */
final class Folders {

    private Folders() {}

    /** Those of the repository itself: HEAD, the index and the state are in the first ones, branches in the others. */
    static Set<Path> own(Repository repository, int most) throws IOException {
        var folders = new LinkedHashSet<Path>();
        folders.add(repository.directory());
        folders.add(repository.common());
        try (var refs = Files.walk(repository.common().resolve("refs"))) {
            refs.filter(Files::isDirectory).limit(most).forEach(folders::add);
        }
        return folders;
    }

    /** Those that hold files that git knows, or would list as untracked: two gits. What is ignored is not among them. */
    static Set<Path> ofWorkingTree(Work work, int most) throws IOException {
        var folders = new LinkedHashSet<Path>();
        if (!work.repository().bare()) {
            var top = work.repository().top();
            folders.add(top);
            add(folders, top, work.ask(Command.read("ls-files", "-z")).output(), most);
            var others = Command.read("ls-files", "-z", "--others", "--exclude-standard", "--directory");
            add(folders, top, work.ask(others).output(), most);
        }
        return folders;
    }

    private static void add(Set<Path> folders, Path top, byte[] names, int most) {
        String before = "";
        for (var name : new String(names, StandardCharsets.UTF_8).split("\0")) {
            var folder = name.substring(0, name.lastIndexOf('/') + 1);
            // Names come sorted, so most are of the folder before.
            if (!folder.equals(before)) {
                before = folder;
                addWithParents(folders, top, folder, most);
            }
        }
    }

    private static void addWithParents(Set<Path> folders, Path top, String name, int most) {
        try {
            for (var at = top.resolve(name); !at.equals(top) && folders.size() < most; at = at.getParent()) {
                if (!folders.add(at)) {
                    return;
                }
            }
        } catch (InvalidPathException odd) {
            // A JVM cannot name it, so it is not watched.
        }
    }
}
