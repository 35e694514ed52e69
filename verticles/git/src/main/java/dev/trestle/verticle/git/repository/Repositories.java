package dev.trestle.verticle.git.repository;

import dev.trestle.bus.Call;
import dev.trestle.bus.Claim;
import dev.trestle.bus.KeyedQueue;
import dev.trestle.bus.Workplaces;
import dev.trestle.config.GitConfig;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.process.GitProgram;
import dev.trestle.verticle.git.process.Place;
import dev.trestle.verticle.git.process.Refusals;
import dev.trestle.verticle.git.process.Said;
import dev.trestle.verticle.git.process.Stop;
import dev.trestle.verticle.git.process.Talk;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The repositories of this node's workspaces and the threads that work on them: {@code git-N}, and {@code git-remote-N} for
 * what speaks to others. Looks run side by side; changes of one repository, with all of its working trees, one after the
 * other, in the order in which they came.
 *
 * <p>Fails with {@code BUSY} for too many calls, {@code TIMEOUT} and {@code CANCELLED} for those that ended early.
 */
public final class Repositories implements AutoCloseable {

    /** What a call does. */
    @FunctionalInterface
    public interface Task<T> {
        /** Blocks. */
        T in(Work work) throws IOException;
    }

    private final Vertx vertx;
    private final GitConfig config;
    private final GitProgram git;
    private final Workplaces workplaces;
    private final KeyedQueue queue;
    private final Pool threads;
    private final Pool remotes;
    private volatile BiConsumer<String, Repository> listener = (workspace, repository) -> {};
    private final Set<Stop> running = ConcurrentHashMap.newKeySet();

    /** Blocks. */
    public Repositories(Vertx vertx, GitConfig config, GitProgram git, Map<String, Path> workspaces) {
        this.vertx = vertx;
        this.config = config;
        this.git = git;
        workplaces = new Workplaces(workspaces);
        queue = new KeyedQueue(config.maxQueued());
        threads = new Pool("git-", config.threads());
        remotes = new Pool("git-remote-", config.threads());
    }

    /** Tells {@code found} of each repository that a call is about, on the thread that works on it. */
    public void onFound(BiConsumer<String, Repository> found) {
        listener = found;
    }

    /** Starts to delete what crashes left, on a thread of its own that ends with the work or with {@link #close}. */
    public void tidy() {
        var thread = new Thread(
                () -> workplaces.all().forEach(place -> Litter.sweep(place.root(), threads::isClosed)), "git-sweep");
        thread.setDaemon(true);
        thread.start();
    }

    private Repository find(Finder finder, Call call, String path) throws IOException {
        var found = finder.find(path);
        listener.accept(call.workspace(), found);
        return found;
    }

    /** To look at {@code repository} for nobody's call. */
    public Work unattended(Repository repository) {
        return new Work(repository, git, new Stop());
    }

    /** The git that works on them. */
    public GitProgram git() {
        return git;
    }

    /** The folder of the workspace that {@code call} is about. */
    public Path workspace(Call call) {
        return workplaces.find(call).root();
    }

    /** Looks at the repository around {@code path}. */
    public <T> Future<T> look(Call call, String path, Task<T> task) {
        var finder = new Finder(workspace(call));
        var claims = List.of(Claim.shared("look"));
        return during(
                call,
                config.timeoutMs(),
                stop -> queue.run(
                        call,
                        claims,
                        () -> threads.submit(() -> task.in(new Work(find(finder, call, path), git, stop)))));
    }

    /** Changes the repository around {@code path}. */
    public <T> Future<T> change(Call call, String path, Task<T> task) {
        return inLine(call, path, "change", threads, config.timeoutMs(), task);
    }

    /** Speaks to others for the repository around {@code path}; in a line of its own, so that changes need not wait. */
    public <T> Future<T> exchange(Call call, String path, Task<T> task) {
        return inLine(call, path, "exchange", remotes, config.transferTimeoutMs(), task);
    }

    /** Speaks to others and changes the repository around {@code path}. */
    public <T> Future<T> pull(Call call, String path, Task<T> task) {
        return inLine(call, path, "change", remotes, config.transferTimeoutMs(), task);
    }

    private <T> Future<T> inLine(Call call, String path, String line, Pool pool, long patience, Task<T> task) {
        var finder = new Finder(workspace(call));
        return during(call, patience, stop -> {
            var outcome = Promise.<T>promise();
            // Found one after the other, and in line for the repository before the next is found: so order is kept.
            var found = List.of(Claim.exclusive("find/" + call.workspace()));
            queue.run(
                            call,
                            found,
                            () -> threads.submit(() -> find(finder, call, path)).onSuccess(repository -> {
                                var claim = Claim.exclusive(line + repository.common());
                                var work = new Work(repository, git, stop);
                                queue.run(call, List.of(claim), () -> pool.submit(() -> task.in(work)))
                                        .onComplete(outcome);
                            }))
                    .onFailure(outcome::tryFail);
            return outcome.future();
        });
    }

    /** Makes something new at the place {@code path}, where there is no repository yet. */
    public <T> Future<T> make(Call call, Path path, boolean fromRemote, Making<T> task) {
        long patience = fromRemote ? config.transferTimeoutMs() : config.timeoutMs();
        var claims = List.of(Claim.exclusive("change" + path));
        return during(
                call,
                patience,
                stop -> queue.run(call, claims, () -> (fromRemote ? remotes : threads).submit(() -> task.until(stop))));
    }

    /** Runs a git where there is no repository yet; fails when git does. Blocks. */
    public Said run(Place place, Command command, Stop stop, Talk talk) throws IOException {
        var said = git.ask(place, command, stop, talk);
        if (said.code() != 0) {
            throw Refusals.of(command, said, place);
        }
        return said;
    }

    /** What makes a repository. */
    @FunctionalInterface
    public interface Making<T> {
        /** Blocks. */
        T until(Stop stop) throws IOException;
    }

    private interface Started<T> {
        Future<T> until(Stop stop);
    }

    private <T> Future<T> during(Call call, long patience, Started<T> started) {
        var stop = new Stop();
        long left = Math.max(1, Math.min(patience, call.deadline() - System.currentTimeMillis()));
        var late = new Failure(ErrorCode.TIMEOUT, "git took longer than " + left + " ms");
        long timer = vertx.setTimer(left, fired -> stop.now(late));
        call.onCancel(() -> stop.now(new Failure(ErrorCode.CANCELLED, "cancelled on the way")));
        running.add(stop);
        return started.until(stop).onComplete(done -> {
            running.remove(stop);
            vertx.cancelTimer(timer);
        });
    }

    /** Takes no more work, and ends what runs. Does not block. */
    @Override
    public void close() {
        running.forEach(stop -> stop.now(Pool.stopping()));
        threads.close();
        remotes.close();
    }
}
