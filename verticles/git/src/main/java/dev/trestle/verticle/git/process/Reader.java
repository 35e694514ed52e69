package dev.trestle.verticle.git.process;

import java.io.IOException;
import java.io.InputStream;

/** Reads what git says, as it says it; one that returns before the end has enough, and git is ended. */
@FunctionalInterface
public interface Reader<T> {
    /** What {@code output} says. */
    T read(InputStream output) throws IOException;
}
