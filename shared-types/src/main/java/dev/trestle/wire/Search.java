package dev.trestle.wire;

import java.util.List;

/**
 * How the fs verticle looks for files, by name and by what is in them. This file is its whole contract.
 *
 * <p>Neither goes into {@code .git} or follows a link; what git ignores is left out unless asked for, and names that begin
 * with a dot are like others. A glob has {@code *}, {@code ?}, {@code [a-z]}, {@code {a,b}} and {@code **}; one without a
 * slash is about a name at any depth, another one about the path from the root of the workspace.
 */
public final class Search {

    public static final Operation<Find, Paths> FIND = new Operation<>(
            "fs.find", Find.class, Paths.class, "Finds files by a glob or by what one types of their path.");
    public static final Operation<Query, Outcome> SEARCH = new Operation<>(
            "fs.search", Query.class, Outcome.class, "Finds text in files and tells of each match while it goes on.");

    private static final String KIND = "/search";

    /** The topic on which what is found in {@code workspace} comes. */
    public static String topic(String workspace) {
        return "workspace/" + workspace + KIND;
    }

    /** Whether what is found comes on {@code topic}. */
    public static boolean isOn(String topic) {
        return topic.endsWith(KIND) && topic.startsWith("workspace/");
    }

    /** {@code fs.find}. */
    public record Find(
            @Describe("Characters of the path in their order, best matches first; words are looked for one by one.")
            @Nullable
            String query,

            @Describe("A glob for the whole path, results by path. Either this or query.") @Nullable
            String glob,

            @Describe("The most paths.") @Default("100") @Range(min = 1, max = 10_000)
            int limit,

            @Describe("Whether files are found that git ignores.") @Default("false")
            boolean ignored) {}

    /** The answer to {@code fs.find}. */
    @Describe("The files that were found.")
    public record Paths(
            @Describe("Relative to the root, the best first.")
            List<String> paths,

            @Describe("Whether there are more than limit.") boolean truncated) {}

    /** {@code fs.search}. */
    public record Query(
            @Describe("The text to look for, within one line.")
            String query,

            @Describe("Whether query is a regular expression, in the syntax of RE2.") @Default("false")
            boolean regex,

            @Describe("Whether upper and lower case differ.") @Default("false")
            boolean caseSensitive,

            @Describe("Whether no letter, digit or _ may stand beside a match.") @Default("false")
            boolean word,

            @Describe("Globs for the files to look at, or for directories of such; all when empty.") @Default("[]")
            List<String> include,

            @Describe("Globs for files and directories to leave out.") @Default("[]")
            List<String> exclude,

            @Describe("The most matches; the search ends with the last of them.")
            @Default("1000")
            @Range(min = 1, max = 100_000)
            int maxResults,

            @Describe("Whether files are searched that git ignores.") @Default("false")
            boolean ignored) {}

    /** The answer to {@code fs.search}, after all events. */
    @Describe("How a search ended.")
    public record Outcome(
            @Describe("As in the events.") String searchId,

            @Describe("How many matches there were.") int matches,
            @Describe("How many files have one.") int files,

            @Describe("Whether the search ended at maxResults and there may be more.")
            boolean truncated) {}

    /** The event {@code started} of a search, its first. */
    @Describe("A search has begun.")
    public record Started(
            @Describe("Which search, as in the events that follow.")
            String searchId,

            @Describe("What it looks for.") String query) {}

    /** The event {@code match} of a search. */
    @Describe("One place at which the text was found. Columns and lengths are in UTF-16 units.")
    public record Match(
            @Describe("Which search.") String searchId,
            @Describe("The file.") String path,
            @Describe("The line, from 1.") int line,

            @Describe("Where in the line it begins, from 1.")
            int column,

            @Describe("How long it is.") int length,

            @Describe("The line without its end; of a line over 1000 units, a part around the match.")
            String text,

            @Describe("The column at which text begins, where that is not 1.") @Nullable
            Integer textColumn) {}

    /** The event {@code progress} of a search. */
    @Describe("How far a search has come.")
    public record Progress(
            @Describe("Which search.") String searchId,

            @Describe("How many files it has looked into.") int completed,

            @Describe("How many there were, once that is known: in the last event, unless it comes early.") @Nullable
            Integer total) {}

    private Search() {}
}
