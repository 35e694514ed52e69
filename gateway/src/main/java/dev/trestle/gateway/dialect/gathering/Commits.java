package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitHistory.Commit;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Commits with the files that they changed, for protocols in which that comes as one answer. Belongs to one event loop. */
final class Commits {

    /** The most files of one commit. */
    private static final int MOST = 10_000;

    private final Guest guest;
    private final int limit;
    private final Object[] wanted;
    private final List<Commit> found = new ArrayList<>();

    private Commits(Guest guest, int limit, Object... wanted) {
        this.guest = guest;
        this.limit = limit;
        this.wanted = wanted;
    }

    /** So many of those that the params of {@code git.log} say, each before its value, the latest first. */
    static Future<List<Commit>> of(Guest guest, int limit, Object... namesAndValues) {
        return new Commits(guest, limit, namesAndValues).page(null);
    }

    /** One ends early where its commits have changed very many files. */
    private Future<List<Commit>> page(String cursor) {
        Object[] more = {"limit", limit - found.size(), "cursor", cursor, "files", true, "fileLimit", MOST};
        var params = Stream.of(wanted, more).flatMap(Stream::of).toArray();
        return guest.ask(GitHistory.LOG, params).compose(log -> {
            found.addAll(log.commits());
            return log.cursor() == null || found.size() >= limit ? Future.succeededFuture(found) : page(log.cursor());
        });
    }
}
