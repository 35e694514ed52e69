package dev.trestle.verticle.git.write;

import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Names;
import java.util.List;

/** Patches of a client, for the index alone. */
final class Patches {

    private Patches() {}

    /** To apply {@code patch}, which stands instead of paths. */
    static Command apply(String patch, List<String> paths, List<String> pathsBytes) {
        Names.check(paths.isEmpty() && pathsBytes.isEmpty(), "either paths or patch, not both");
        // git itself refuses a patch of what lies outside of the repository, or in .git.
        return Command.write("apply", "--cached", "--whitespace=nowarn", "-p1")
                .setting("apply.ignoreWhitespace", "no")
                .input(Names.text("patch", patch));
    }
}
