package dev.trestle.gateway.dialect.gathering;

import dev.trestle.wire.Git;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a repository stands, as GatheRing says it. */
final class GitStatus {

    static final int MOST = 10_000;

    private GitStatus() {}

    static Map<String, Object> of(Git.Status status) {
        var answer = Frames.of("is_git_repo", true, "branch", status.branch());
        answer.putAll(Frames.of("ahead", status.ahead(), "behind", status.behind()));
        answer.putAll(changes(status.entries(), Git.Entry::worktree));
        answer.put("untracked", status.untracked());
        answer.put("staged", changes(status.entries(), Git.Entry::index));
        answer.put("clean", status.entries().isEmpty() && status.untracked().isEmpty());
        return answer;
    }

    /** Which side of an entry is looked at. */
    private interface Side {
        String of(Git.Entry entry);
    }

    private static Map<String, Object> changes(List<Git.Entry> entries, Side side) {
        var modified = new ArrayList<String>();
        var added = new ArrayList<String>();
        var deleted = new ArrayList<String>();
        for (var entry : entries) {
            switch (side.of(entry)) {
                case "." -> {}
                case "A", "C" -> added.add(entry.path());
                case "D" -> deleted.add(entry.path());
                default -> modified.add(entry.path());
            }
        }
        return Frames.of("modified", modified, "added", added, "deleted", deleted);
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
