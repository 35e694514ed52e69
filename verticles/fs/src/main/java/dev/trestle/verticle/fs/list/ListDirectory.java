package dev.trestle.verticle.fs.list;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.ignore.GitIgnore;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.Fs.ListFiles;
import dev.trestle.wire.Fs.Listing;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;

/**
 * {@code fs.list}: yields a page of a directory in the order of {@link Rank}, what is in a directory right after it.
 *
 * <p>A link is listed as a link and is not a directory to list. What comes or goes between two pages is seen or not; what
 * stays is seen exactly once.
 */
public final class ListDirectory implements OperationHandler<ListFiles, Listing> {

    private final Disk disk;

    public ListDirectory(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Future<Listing> handle(ListFiles request, Call call) {
        var name = Name.of("path", request.path());
        var cursor = request.cursor() == null ? null : Cursor.decode(request.cursor());
        return disk.look(call, name, root -> {
            try (var found = root.target(name)) {
                return list(root, found, request, cursor, call);
            }
        });
    }

    private static Listing list(Root root, Found found, ListFiles request, Cursor cursor, Call call)
            throws IOException {
        if (!found.orMissing().isDirectory()) {
            throw Refusals.notDirectory(found.name().given());
        }
        // One more than asked for tells whether there is another page.
        var page = new Page(call::cancelled, request.limit() + 1, request.hidden());
        List<Page.Row> rows;
        try (var directory = found.directory().enter(found.last())) {
            rows = page.fill(directory, GitIgnore.at(root, found.way()), request.depth(), cursor);
        }
        boolean more = rows.size() > request.limit();
        var shown = more ? rows.subList(0, request.limit()) : rows;
        var prefix = found.name().isRoot() ? "" : found.name().path() + "/";
        var entries = shown.stream()
                .map(row -> row.facts().entry(row.rank().name(), prefix + row.path(), row.ignored()))
                .toList();
        if (!more) {
            return new Listing(entries, null);
        }
        var last = shown.get(shown.size() - 1);
        return new Listing(entries, Cursor.encode(last.path(), last.rank().directory()));
    }
}
