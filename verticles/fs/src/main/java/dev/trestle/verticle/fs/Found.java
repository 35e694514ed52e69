package dev.trestle.verticle.fs;

import dev.trestle.wire.Fs.Entry;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where {@link Root} says a name is, and what was there when it looked.
 *
 * @param name what was looked for
 * @param path the place on the disk; no part of it but the last is a link
 * @param facts what is there, or {@code null} when nothing is
 * @param parent whether the directory is there in which it is or would be
 */
record Found(Name name, Path path, Facts facts, boolean parent) {

    boolean isThere() {
        return facts != null;
    }

    /** What is there; NOT_FOUND when nothing is. */
    Facts orMissing() {
        if (facts == null) {
            throw Refusals.missing(name.given());
        }
        return facts;
    }

    /** A regular file, which can be opened without waiting for anybody: INVALID_ARGUMENT, UNSUPPORTED otherwise. */
    Facts file() {
        if (orMissing().isDirectory()) {
            throw Refusals.isDirectory(name.given());
        } else if (!facts.isFile()) {
            throw Refusals.special(name.given());
        }
        return facts;
    }

    /** A place in which something can be put: NOT_FOUND when its directory is not there. */
    Found inDirectory() {
        if (!parent) {
            throw Refusals.missing(name.given());
        }
        return this;
    }

    /** What is in the same place now. */
    Found again() throws IOException {
        return new Found(name, path, Facts.ifThere(path), parent);
    }

    /** What is there, as an answer. */
    Entry entry() {
        return orMissing().entry(name.last(), name.path());
    }
}
