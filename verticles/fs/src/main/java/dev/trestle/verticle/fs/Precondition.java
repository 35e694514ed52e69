package dev.trestle.verticle.fs;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.Map;

/** {@code ifMatch}: the content the client believes is there. */
final class Precondition {

    private Precondition() {}

    /** Refuses with {@code CONFLICT}, and says what is there now, unless {@code etag} is absent or still the one. */
    static void check(String etag, Found found) {
        if (etag == null) {
            return;
        } else if (!found.isThere()) {
            throw new Failure(
                            ErrorCode.CONFLICT,
                            "the file is gone: " + found.name().given())
                    .with(Map.of("exists", false));
        } else if (!etag.equals(found.facts().etag())) {
            throw conflict("the file has changed: ", found);
        }
    }

    /** A refusal that says what is at {@code found}. */
    static Failure conflict(String sentence, Found found) {
        var facts = found.facts();
        return new Failure(ErrorCode.CONFLICT, sentence + found.name().given())
                .with(Map.of("exists", true, "etag", facts.etag(), "size", facts.size()));
    }
}
