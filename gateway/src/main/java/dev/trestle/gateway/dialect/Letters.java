package dev.trestle.gateway.dialect;

import dev.trestle.wire.Git;
import java.util.LinkedHashMap;
import java.util.Map;

/** How files stand as git writes it in short: {@code M}, {@code AM}, {@code ??}. */
public final class Letters {

    private Letters() {}

    /** Of each file that {@code status} tells of, by its path. */
    public static Map<String, String> of(Git.Status status) {
        var letters = new LinkedHashMap<String, String>();
        for (var entry : status.entries()) {
            letters.put(entry.path(), (entry.index() + entry.worktree()).replace(".", ""));
        }
        status.untracked().forEach(path -> letters.put(path, "??"));
        return letters;
    }
}
