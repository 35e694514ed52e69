package dev.trestle.verticle.git.process;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a complaint of git means to the caller. git has no codes, so its sentences in the language C are read; what none fits
 * is {@code UNSUPPORTED}, with git's own words.
 */
public final class Refusals {

    private static final int LONGEST = 400;

    /** Of an address: what stands before the host. */
    private static final Pattern SECRET = Pattern.compile("(://)[^/@\\s']+@");

    private static final Map<Pattern, ErrorCode> MEANINGS = new LinkedHashMap<>();

    static {
        means(ErrorCode.UNSUPPORTED, "not a git repository", "must be run in a work tree", "in a bare repository");
        means(ErrorCode.FORBIDDEN, "dubious ownership", "transport '.*' not allowed");
        means(
                ErrorCode.FORBIDDEN,
                "Authentication failed",
                "could not read (Username|Password)",
                "Permission denied",
                "Host key verification failed");
        means(
                ErrorCode.CONFLICT,
                "CONFLICT \\(",
                "would be overwritten",
                "local changes",
                "patch (does not apply|failed)",
                "does not (apply|match|exist in) (to )?index",
                "corrupt patch",
                "not fully merged",
                "not concluded your",
                "unmerged",
                "needs merge",
                "[Nn]othing (added )?to commit",
                "no changes added",
                "You have nothing to amend",
                "\\[rejected\\]",
                "non-fast-forward",
                "stale info",
                "Not possible to fast-forward",
                "Need to specify how to reconcile",
                "is already (checked out|used)",
                "[Cc]annot (delete|rename|force update) .*branch",
                "uncommitted changes",
                "is(n't| not) (possible|allowed) because",
                "middle of",
                "no (merge|rebase|cherry-pick|revert).* in progress",
                "There is no merge",
                "MERGE_HEAD missing",
                "unrelated histories");
        means(ErrorCode.BUSY, "\\.lock': File exists", "cannot lock ref", "could not lock");
        means(ErrorCode.ALREADY_EXISTS, "already exists");
        means(
                ErrorCode.NOT_FOUND,
                "unknown revision",
                "bad revision",
                "bad object",
                "Needed a single revision",
                "ambiguous argument",
                "does not appear to be a git repository",
                "[Nn]ot a valid",
                "not a commit",
                "invalid (reference|object|upstream)",
                "couldn't find remote ref",
                "did not match any",
                "does not have any commits",
                "no such (path|ref|branch|remote|file)",
                "No such (remote|file)",
                "[Bb]ranch '.*' (not found|does not exist)",
                "no branch named",
                "(Repository|repository) .*(not found|does not exist)",
                "not something we can merge",
                "No stash entries",
                "is not a valid reference",
                "[Rr]emote branch .* not found",
                "src refspec .* does not match",
                "has only \\d+ lines");
        means(
                ErrorCode.INVALID_ARGUMENT,
                "is not a valid branch name",
                "pathspec",
                "paths are ignored",
                "invalid path");
        means(ErrorCode.INVALID_ARGUMENT, "Please tell me who you are", "no (name|email) was given", "empty ident");
        means(
                ErrorCode.UNAVAILABLE,
                "Could not resolve",
                "unable to access",
                "Could not read from remote",
                "Connection (refused|timed out|reset)",
                "unexpected disconnect",
                "No space left");
    }

    private Refusals() {}

    private static void means(ErrorCode code, String... complaints) {
        for (var complaint : complaints) {
            MEANINGS.put(Pattern.compile(complaint), code);
        }
    }

    /** Why {@code command} failed at {@code place}. */
    public static Failure of(Command command, Said said, Place place) {
        var output = new String(said.output(), StandardCharsets.UTF_8);
        var all = said.complaint() + output;
        var code = MEANINGS.entrySet().stream()
                .filter(meaning -> meaning.getKey().matcher(all).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(ErrorCode.UNSUPPORTED);
        var sentence = said.complaint().isBlank() ? output : said.complaint();
        return new Failure(code, "git " + command.name() + ": " + plain(sentence, said.code(), place));
    }

    /** The first line that says what is wrong, without a path of this machine or a secret. */
    private static String plain(String complaint, int code, Place place) {
        var line = complaint
                .lines()
                .filter(text -> text.startsWith("fatal: ") || text.startsWith("error: "))
                .findFirst()
                .or(() -> complaint.lines().filter(text -> !text.isBlank()).findFirst())
                .orElse("ended with " + code)
                .replaceFirst("^(fatal|error): ", "");
        line = SECRET.matcher(line).replaceAll("$1");
        line = line.replace(place.workspace() + "/", "")
                .replace(place.workspace().toString(), ".");
        line = line.replaceAll("\\p{Cntrl}", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
