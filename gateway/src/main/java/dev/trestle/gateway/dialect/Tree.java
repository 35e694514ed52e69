package dev.trestle.gateway.dialect;

import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A file or a directory with what is in it, for protocols in which that comes as one answer.
 *
 * @param children directories first, then by name; {@code null} for what is no directory
 */
public record Tree(Fs.Entry entry, List<Tree> children) {

    /** The most entries of a directory. */
    private static final int MOST = 50_000;

    /**
     * What is at {@code path}, and {@code depth} levels below, of what is {@code wanted}. One directory after the other, so that a
     * large tree costs no more at once than a small one.
     */
    public static Future<Tree> of(Guest guest, String path, int depth, Predicate<Fs.Entry> wanted) {
        return guest.call(Fs.STAT, new Fs.Stat(path)).compose(entry -> below(guest, entry, depth, wanted));
    }

    private static Future<Tree> below(Guest guest, Fs.Entry entry, int depth, Predicate<Fs.Entry> wanted) {
        if (entry.type() != Fs.EntryType.DIRECTORY) {
            return Future.succeededFuture(new Tree(entry, null));
        } else if (depth <= 0) {
            return Future.succeededFuture(new Tree(entry, List.of()));
        }
        return guest.list(entry.path(), 1, MOST)
                .compose(entries ->
                        children(guest, entries.stream().filter(wanted).toList(), depth - 1, wanted))
                .map(children -> new Tree(entry, children));
    }

    /** Of files there is nothing to ask, so that a chain is no longer than there are directories. */
    private static Future<List<Tree>> children(
            Guest guest, List<Fs.Entry> entries, int depth, Predicate<Fs.Entry> wanted) {
        var children = new ArrayList<Tree>();
        Future<?> walked = Future.succeededFuture();
        for (var entry : entries) {
            if (entry.type() == Fs.EntryType.DIRECTORY) {
                walked = walked.compose(before -> below(guest, entry, depth, wanted))
                        .onSuccess(children::add);
            }
        }
        return walked.map(done -> {
            entries.stream()
                    .filter(entry -> entry.type() != Fs.EntryType.DIRECTORY)
                    .forEach(file -> children.add(new Tree(file, null)));
            return children;
        });
    }
}
