package dev.trestle.verticle.git.write;

import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.process.Talk;
import dev.trestle.verticle.git.read.Standing;
import dev.trestle.verticle.git.repository.Work;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Git.Entry;
import java.io.IOException;
import java.util.Map;

/** What may stop at a conflict. */
public final class Conflicts {

    private static final String SENTENCE =
            "there are conflicts: resolve and stage them, then git.merge with continue or abort";

    private Conflicts() {}

    /**
     * Runs {@code command} and yields what it said.
     *
     * @throws Failure {@code CONFLICT} with the state and the files that are in conflict
     */
    public static String run(Work work, Command command, Talk talk) throws IOException {
        var said = work.ask(command, talk);
        if (said.code() == 0) {
            return said.text();
        }
        var status = Standing.after(work);
        var files = status.entries().stream()
                .filter(entry -> entry.conflict() != null)
                .map(Entry::path)
                .toList();
        if (files.isEmpty()) {
            throw work.refusal(command, said);
        }
        throw new Failure(ErrorCode.CONFLICT, SENTENCE)
                .with(Map.of("state", status.state().toString(), "conflicts", files));
    }
}
