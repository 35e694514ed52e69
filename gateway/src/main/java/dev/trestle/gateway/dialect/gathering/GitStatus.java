package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Members;
import dev.trestle.wire.Git;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How a repository stands, as GatheRing says it. */
final class GitStatus {

    static final int MOST = 10_000;

    private GitStatus() {}

    static Map<String, Object> of(Git.Status status) {
        var answer = Members.of(
                "is_git_repo", true,
                "branch", status.branch(),
                "ahead", status.ahead(),
                "behind", status.behind(),
                "untracked", status.untracked(),
                "staged", changes(status.entries(), Git.Entry::index),
                "clean", status.entries().isEmpty() && status.untracked().isEmpty());
        answer.putAll(changes(status.entries(), Git.Entry::worktree));
        return answer;
    }

    /** By one side of each entry, as git has it in a letter. */
    private static Map<String, Object> changes(List<Git.Entry> entries, Function<Git.Entry, String> side) {
        var modified = new ArrayList<String>();
        var added = new ArrayList<String>();
        var deleted = new ArrayList<String>();
        for (var entry : entries) {
            switch (side.apply(entry)) {
                case "." -> {}
                case "A", "C" -> added.add(entry.path());
                case "D" -> deleted.add(entry.path());
                default -> modified.add(entry.path());
            }
        }
        return Members.of("modified", modified, "added", added, "deleted", deleted);
    }

    /** The letters of each file that changed. */
    static Map<String, String> letters(Git.Status status) {
        var letters = new HashMap<String, String>();
        status.entries()
                .forEach(entry -> letters.put(entry.path(), (entry.index() + entry.worktree()).replace(".", "")));
        status.untracked().forEach(path -> letters.put(path.replaceFirst("/$", ""), "??"));
        return letters;
    }
}
