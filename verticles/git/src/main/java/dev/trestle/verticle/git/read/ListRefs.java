package dev.trestle.verticle.git.read;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.wire.Git.Branch;
import dev.trestle.wire.Git.Branches;
import dev.trestle.wire.Git.ListBranches;
import dev.trestle.wire.Git.Tag;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** {@code git.branches}. */
public final class ListRefs implements OperationHandler<ListBranches, Branches> {

    private static final int MOST = 10_000;
    private static final String HEADS = "refs/heads/";
    private static final String REMOTES = "refs/remotes/";
    private static final String TAGS = "refs/tags/";
    private static final String FORMAT = "--format=%(refname)%00%(objectname)%00%(*objectname)%00%(upstream:short)%00"
            + "%(upstream:track,nobracket)%00%(symref)";

    private static final Pattern AHEAD = Pattern.compile("ahead (\\d+)");
    private static final Pattern BEHIND = Pattern.compile("behind (\\d+)");

    private final Repositories repositories;

    /** Of these. */
    public ListRefs(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Branches> handle(ListBranches request, Call call) {
        return repositories.look(call, request.path(), work -> {
            var head = work.ask(Command.read("symbolic-ref", "-q", "HEAD")).text();
            var current = head.startsWith(HEADS) ? head.substring(HEADS.length()) : null;
            var command = Command.read("for-each-ref", FORMAT).with(HEADS, REMOTES, TAGS);
            return work.read(command, output -> read(output, current));
        });
    }

    private static Branches read(InputStream in, String current) throws IOException {
        var fields = new Fields(in);
        var branches = new ArrayList<Branch>();
        var tags = new ArrayList<Tag>();
        for (var line = fields.next('\n'); line != null; line = fields.next('\n')) {
            var words = new String(line, StandardCharsets.UTF_8).split("\0", -1);
            if (branches.size() + tags.size() == MOST) {
                return new Branches(current, branches, tags, true);
            } else if (words[0].startsWith(TAGS)) {
                tags.add(new Tag(words[0].substring(TAGS.length()), words[2].isEmpty() ? words[1] : words[2]));
            } else if (words[5].isEmpty()) {
                // What only points to another branch, such as origin/HEAD, is none.
                branches.add(branch(words));
            }
        }
        return new Branches(current, branches, tags, false);
    }

    private static Branch branch(String[] words) {
        boolean local = words[0].startsWith(HEADS);
        var name = words[0].substring((local ? HEADS : REMOTES).length());
        return new Branch(
                name,
                local ? null : name.substring(0, Math.max(0, name.indexOf('/'))),
                words[1],
                words[3].isEmpty() ? null : words[3],
                number(AHEAD, words[4]),
                number(BEHIND, words[4]));
    }

    private static int number(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
}
