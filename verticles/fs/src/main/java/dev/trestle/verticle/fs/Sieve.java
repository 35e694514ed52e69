package dev.trestle.verticle.fs;

import java.io.IOException;
import java.util.List;

/** Says which of many files are worth a look. */
@FunctionalInterface
interface Sieve {

    /** All of them are. */
    Sieve NONE = paths -> paths;

    /** Those of {@code paths} that may hold what is looked for. */
    List<String> sift(List<String> paths) throws IOException;
}
