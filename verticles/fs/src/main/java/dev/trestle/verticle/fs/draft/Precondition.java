package dev.trestle.verticle.fs.draft;

import dev.trestle.verticle.fs.path.Found;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.Map;

/** {@code ifMatch}: the content that the client believes to be there. */
public final class Precondition {

    private static final String ANY = "*";

    private Precondition() {}

    /** Refuses with {@code CONFLICT}, and says what is there now, unless {@code etag} is absent, {@code *} or still the one. */
    public static void check(String etag, Found found) {
        if (etag == null) {
            return;
        } else if (!found.isThere()) {
            throw new Failure(
                            ErrorCode.CONFLICT,
                            "the file is gone: " + found.name().given())
                    .with(details(found));
        } else if (!etag.equals(ANY) && !etag.equals(found.facts().etag())) {
            throw new Failure(
                            ErrorCode.CONFLICT,
                            "the file has changed: " + found.name().given())
                    .with(details(found));
        }
    }

    /** What is at {@code found}, for a program. */
    public static Map<String, Object> details(Found found) {
        return found.isThere()
                ? Map.of("etag", found.facts().etag(), "size", found.facts().size())
                : Map.of("exists", false);
    }
}
