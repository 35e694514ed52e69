package dev.trestle.verticle.fs.draft;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.wire.Fs.EntryType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What processes that were killed left in a workspace: drafts whose maker is gone. They are in nobody's way, so they are
 * looked for once at the start, beside all calls.
 */
public final class Litter {

    private static final Logger LOGGER = LoggerFactory.getLogger(Litter.class);
    /** Below that, whoever dug so deep may tidy up himself. */
    private static final int DEEPEST = 200;

    private final BooleanSupplier stopped;
    private int swept;

    private Litter(BooleanSupplier stopped) {
        this.stopped = stopped;
    }

    /** Deletes it in {@code top} and below, until there is no more or it is {@code stopped}; yields how much there was. */
    public static int sweep(Handle top, BooleanSupplier stopped) {
        var litter = new Litter(stopped);
        litter.sweep(top, 0);
        if (litter.swept > 0) {
            LOGGER.atInfo()
                    .addKeyValue("count", litter.swept)
                    .log("deleted unfinished files of processes that are gone");
        }
        return litter.swept;
    }

    /** Deletes what crashes left in the directory {@code found} if there is nothing else in it; whether it is empty now. */
    public static boolean clear(Found found) throws IOException {
        var left = new ArrayList<String>();
        try (var directory = found.directory().enter(found.last())) {
            try (var children = directory.children()) {
                for (var child = children.next(); child != null; child = children.next()) {
                    if (!Draft.isName(child.name())) {
                        return false;
                    }
                    left.add(child.name());
                }
            }
            for (var draft : left) {
                Tree.clear(directory, draft);
            }
        }
        return true;
    }

    private void sweep(Handle directory, int depth) {
        try (var children = directory.children()) {
            for (var child = children.next(); child != null && !stopped.getAsBoolean(); child = children.next()) {
                if (Draft.isName(child.name())) {
                    sweep(directory, child.name());
                } else if (child.type() == null || child.type() == EntryType.DIRECTORY) {
                    enter(directory, child.name(), depth + 1);
                }
            }
        } catch (IOException closedToUs) {
            LOGGER.atDebug().setCause(closedToUs).log("a directory was not looked through for unfinished files");
        }
    }

    private void sweep(Handle directory, String name) throws IOException {
        var facts = directory.facts(name);
        if (facts != null && Draft.isLeft(name, TimeUnit.NANOSECONDS.toMillis(facts.changed()))) {
            Tree.clear(directory, name);
            swept++;
        }
    }

    private void enter(Handle directory, String name, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        try (var inner = directory.enter(name)) {
            sweep(inner, depth);
        } catch (IOException replaced) {
            LOGGER.atDebug().setCause(replaced).log("a directory was not looked through for unfinished files");
        }
    }
}
