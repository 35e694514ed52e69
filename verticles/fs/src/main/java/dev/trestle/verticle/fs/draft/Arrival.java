package dev.trestle.verticle.fs.draft;

import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.util.Map;

/** Where a move or a copy ends. */
public final class Arrival {

    private Arrival() {}

    /**
     * Refuses a place that {@code from} cannot take: the directory it lies in is missing, it lies inside {@code from},
     * something is there and {@code overwrite} is not said. What is said to be overwritten must be of the same sort: a
     * file or a link gives way to a file or a link, an empty directory to a directory; else {@code CONFLICT}.
     */
    public static void check(Found from, Found to, boolean overwrite) throws IOException {
        if (from.isAbove(to)) {
            throw new Failure(
                    ErrorCode.INVALID_ARGUMENT,
                    "to is inside from: " + to.name().given());
        } else if (!to.inDirectory().isThere()) {
            return;
        } else if (!overwrite) {
            throw Refusals.exists(to.name().given());
        } else if (to.facts().isDirectory() != from.facts().isDirectory()) {
            var type = to.facts().type().toString();
            throw new Failure(
                            ErrorCode.CONFLICT,
                            "a " + from.facts().type() + " cannot replace a " + type + ": "
                                    + to.name().given())
                    .with(Map.of("type", type));
        } else if (to.facts().isDirectory() && !Litter.clear(to)) {
            throw Refusals.notEmpty(to.name().given());
        }
    }
}
