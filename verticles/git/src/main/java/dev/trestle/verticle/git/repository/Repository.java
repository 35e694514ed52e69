package dev.trestle.verticle.git.repository;

import dev.trestle.verticle.git.process.Place;
import dev.trestle.wire.Git.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One repository, as its folders say without asking git. All paths are without a link and lie in the workspace.
 *
 * @param workspace the folder of the workspace
 * @param top the root of the working tree; {@code null} of a bare one
 * @param directory its own folder: {@code .git}, or that of a further working tree
 * @param common the folder that all of its working trees share
 */
public record Repository(Path workspace, Path top, Path directory, Path common) {

    private static final Map<String, State> STATES = new LinkedHashMap<>();

    static {
        STATES.put("rebase-merge", State.REBASING);
        STATES.put("rebase-apply", State.REBASING);
        STATES.put("MERGE_HEAD", State.MERGING);
        STATES.put("CHERRY_PICK_HEAD", State.CHERRY_PICKING);
        STATES.put("REVERT_HEAD", State.REVERTING);
        STATES.put("BISECT_LOG", State.BISECTING);
    }

    private static final Pattern SPARSE = Pattern.compile("sparsecheckout\\s*=\\s*(true|yes|on|1)\\b");

    /** Settings that name programs for contents, or lead to files that may. */
    private static final Pattern FILTERS = Pattern.compile("\\[\\s*(filter|include)");

    /** Where git runs for it. */
    public Place place() {
        return new Place(workspace, bare() ? directory : top, top, bare());
    }

    /** Whether it has no working tree. */
    public boolean bare() {
        return top == null;
    }

    /** Whether it is a further working tree of a repository. */
    public boolean linked() {
        return !directory.equals(common);
    }

    /** Whether history is cut off. */
    public boolean shallow() {
        return Files.exists(common.resolve("shallow"));
    }

    /** What it is in the middle of. */
    public State state() {
        return STATES.entrySet().stream()
                .filter(state -> Files.exists(directory.resolve(state.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(State.CLEAN);
    }

    /** Whether only a part of the files is checked out. */
    public boolean sparse() throws IOException {
        return Files.exists(directory.resolve("info/sparse-checkout"))
                && SPARSE.matcher(settings()).find();
    }

    /** Whether its settings may name filters. */
    public boolean mayFilter() throws IOException {
        return FILTERS.matcher(settings()).find();
    }

    /** Its settings as they stand in their files, in lower case. */
    private String settings() throws IOException {
        return (text(common.resolve("config")) + "\n" + text(directory.resolve("config.worktree")))
                .toLowerCase(Locale.ROOT);
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
    }

    /** What a client calls it: the path from the root of the workspace, empty for that. */
    public String name() {
        return workspace.relativize(bare() ? directory : top).toString();
    }
}
