package dev.trestle.verticle.git.read;

import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Work;
import dev.trestle.wire.Git.Status;
import java.io.IOException;
import java.util.List;

/** Where a repository stands: one git, and a few looks at its folder. */
public final class Standing {

    /** How many entries the answer to a change has, at most. */
    private static final int AFTER_A_CHANGE = 10_000;

    private Standing() {}

    /** After a change. */
    public static Status after(Work work) throws IOException {
        return of(work, AFTER_A_CHANGE, false);
    }

    /** Now. */
    static Status of(Work work, int limit, boolean ignored) throws IOException {
        if (work.repository().bare()) {
            return bare(work);
        }
        // What is changed inside a submodule is its own affair, and its settings are not ours to set aside.
        var command = Command.read("status", "--porcelain=v2", "--branch", "-z", "--ignore-submodules=dirty")
                .when(ignored, "--ignored=traditional");
        var parser = work.readContents(command, new StatusParser(limit)::read);
        var repository = work.repository();
        return new Status(
                parser.branch,
                parser.oid,
                parser.upstream,
                parser.ahead,
                parser.behind,
                repository.state(),
                parser.branch == null,
                repository.shallow(),
                false,
                repository.linked(),
                repository.sparse(),
                parser.entries,
                parser.untracked,
                ignored ? parser.ignored : null,
                parser.odd.isEmpty() ? null : parser.odd,
                parser.truncated);
    }

    private static Status bare(Work work) throws IOException {
        var head = work.ask(Command.read("symbolic-ref", "-q", "--short", "HEAD"));
        var oid = work.ask(Command.read("rev-parse", "-q", "--verify", "HEAD"));
        var repository = work.repository();
        return new Status(
                head.code() == 0 ? head.text() : null,
                oid.code() == 0 ? oid.text() : null,
                null,
                0,
                0,
                repository.state(),
                head.code() != 0,
                repository.shallow(),
                true,
                false,
                false,
                List.of(),
                List.of(),
                null,
                null,
                false);
    }
}
