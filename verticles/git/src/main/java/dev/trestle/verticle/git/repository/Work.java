package dev.trestle.verticle.git.repository;

import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.process.GitProgram;
import dev.trestle.verticle.git.process.Reader;
import dev.trestle.verticle.git.process.Refusals;
import dev.trestle.verticle.git.process.Said;
import dev.trestle.verticle.git.process.Stop;
import dev.trestle.verticle.git.process.Talk;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The work of one call on one repository: what it starts ends with the call. Belongs to one thread. */
public final class Work {

    private final Repository repository;
    private final GitProgram git;
    private final Stop stop;

    Work(Repository repository, GitProgram git, Stop stop) {
        this.repository = repository;
        this.git = git;
        this.stop = stop;
    }

    /** What it is about. */
    public Repository repository() {
        return repository;
    }

    /** What {@code reader} makes of what git says; fails when git does. */
    public <T> T read(Command command, Reader<T> reader) throws IOException {
        return git.read(repository.place(), command, stop, reader);
    }

    /** As {@link #read}, where the contents of files are looked at: without the filters that the repository names. */
    public <T> T readContents(Command command, Reader<T> reader) throws IOException {
        if (repository.mayFilter()) {
            var names = ask(Command.read("config", "-z", "--name-only", "--get-regexp", "^filter\\."));
            for (var name : new String(names.output(), StandardCharsets.UTF_8).split("\0")) {
                withoutFilter(command, name);
            }
        }
        return read(command, reader);
    }

    private static void withoutFilter(Command command, String name) {
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
            var driver = name.substring(0, dot);
            Names.check(
                    driver.indexOf('=') < 0,
                    "the repository has a filter with = in its name, which cannot be set aside");
            command.setting(driver + ".clean", "").setting(driver + ".smudge", "");
            command.setting(driver + ".process", "").setting(driver + ".required", "false");
        }
    }

    /** What git said, whatever its exit code. */
    public Said ask(Command command) throws IOException {
        return ask(command, Talk.NONE);
    }

    /** As {@link #ask(Command)}, speaking with it meanwhile. */
    public Said ask(Command command, Talk talk) throws IOException {
        return git.ask(repository.place(), command, stop, talk);
    }

    /** Why {@code command} failed, which said this. */
    public Failure refusal(Command command, Said said) throws IOException {
        var refusal = Refusals.of(command, said, repository.place());
        var lock = refusal.code() == ErrorCode.BUSY ? Lock.of(repository) : null;
        return lock == null ? refusal : refusal.with(Map.of("lock", Lock.NAME, "ageMs", lock.ageMs()));
    }

    /** What git said; fails when git does. */
    public Said run(Command command) throws IOException {
        return run(command, Talk.NONE);
    }

    /** As {@link #run(Command)}, speaking with it meanwhile. */
    public Said run(Command command, Talk talk) throws IOException {
        var said = ask(command, talk);
        if (said.code() != 0) {
            throw refusal(command, said);
        }
        return said;
    }
}
