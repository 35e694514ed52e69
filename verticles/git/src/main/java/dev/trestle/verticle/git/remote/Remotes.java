package dev.trestle.verticle.git.remote;

import dev.trestle.bus.Call;
import dev.trestle.config.GitConfig;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.process.GitProgram;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Work;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitRemote.Answer;
import dev.trestle.wire.GitRemote.Done;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all operations share that speak to others. */
public final class Remotes {

    /** What a remote's settings cannot change: which program is started there. */
    static final String RECEIVES = "--receive-pack=git-receive-pack";

    static final String SENDS = "--upload-pack=git-upload-pack";

    private static final int LONGEST_SUMMARY = 4000;

    private final GitProgram git;
    private final Events events;
    private final Questions questions;

    /** Blocks nobody. */
    public Remotes(GitProgram git, GitConfig config, Events events) {
        this.git = git;
        this.events = events;
        questions = new Questions(events, config.credentialMs());
    }

    /** To speak with a git that works for {@code call} on the repository {@code path}. */
    Conversation open(Call call, String path) throws IOException {
        var progress =
                new Progress(news -> events.tell(call.workspace(), GitRemote.PROGRESS, news), call.operation(), path);
        return new Conversation(git, progress, (url, prompt, end) -> questions.ask(call.workspace(), url, prompt, end));
    }

    /** Hands over the answer to a question. */
    void answer(Call call, Answer answer) {
        questions.answer(call.workspace(), answer);
    }

    /** The remote that a client names, which must be one of the repository's. */
    static String named(Work work, String name) throws IOException {
        var url = work.ask(Command.read("config", "--get-all").value("remote." + Names.remote(name) + ".url"));
        if (url.code() != 0) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such remote: " + name);
        }
        return name;
    }

    /** The one of the branch that is checked out, or else origin. */
    static String usual(Work work) throws IOException {
        var all = work.run(Command.read("for-each-ref", "--format=%(HEAD)%(upstream:remotename)", "refs/heads"));
        var own = all.text()
                .lines()
                .filter(line -> line.startsWith("*"))
                .findFirst()
                .orElse("*");
        return named(work, own.length() > 1 ? own.substring(1) : "origin");
    }

    /** What git said, without its progress. */
    static Done done(String output, String complaint) {
        var moved = complaint
                .lines()
                .filter(line -> line.contains("->"))
                .map(line -> line.strip().replaceAll("\\s+", " "));
        var summary = Stream.concat(output.lines().filter(line -> !line.startsWith("To ")), moved)
                .collect(Collectors.joining("\n"));
        return new Done(summary.length() > LONGEST_SUMMARY ? summary.substring(0, LONGEST_SUMMARY) : summary);
    }
}
