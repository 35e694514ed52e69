package dev.trestle.verticle.git.write;

import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Names;
import java.util.List;

/** What to bring into the index, or out of it: files, by their names, or what a patch of a client says. */
record Patches(List<String> paths, List<String> pathsBytes, String patch, String patchBytes) {

    /** {@code whole} with the paths, or what applies the patch, which stands instead of them. */
    Command command(Command whole) {
        if (patch == null && patchBytes == null) {
            return whole.inputPaths(Names.somePaths(paths, pathsBytes));
        }
        Names.check(paths.isEmpty() && pathsBytes.isEmpty(), "either paths or patch, not both");
        Names.check(patch == null || patchBytes == null, "either patch or patchBytes, not both");
        // git itself refuses a patch of what lies outside of the repository, or in .git.
        return Command.write("apply", "--cached", "--whitespace=nowarn", "-p1")
                .setting("apply.ignoreWhitespace", "no")
                .input(patch == null ? Names.bytes("patchBytes", patchBytes) : Names.text("patch", patch));
    }

    /** Whether there is a patch. */
    boolean isPatch() {
        return patch != null || patchBytes != null;
    }
}
