package dev.trestle.verticle.git.watch;

import dev.trestle.verticle.git.remote.Events;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.verticle.git.repository.Repository;
import dev.trestle.wire.Failure;
import dev.trestle.wire.GitRemote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells {@code changed} of repositories that somebody has asked about: a moment after a change, and at most twice a second. No
 * git is started for that, but two when folders are new, at most once in two seconds. All state belongs to the thread
 * {@code git-watch}; {@code git-watch-news} only waits for the kernel.
 */
public final class Watches implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Watches.class);

    /** How many repositories are watched: those that were asked about last. */
    private static final int MOST = 64;

    private static final long SETTLE_MS = 100;
    private static final long BETWEEN_MS = 500;
    private static final long BETWEEN_LISTS_MS = 2000;

    private final Repositories repositories;
    private final Events events;
    private final int mostFolders;
    private final WatchService service;
    private final ScheduledExecutorService thread;
    private final Map<Path, Watched> watched = new LinkedHashMap<>(MOST, 0.75f, true);
    private final Map<WatchKey, Watched> byKey = new HashMap<>();

    /** @param mostFolders how many folders of one repository are watched */
    public Watches(Repositories repositories, Events events, int mostFolders) {
        this.repositories = repositories;
        this.events = events;
        this.mostFolders = mostFolders;
        try {
            service = FileSystems.getDefault().newWatchService();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        thread = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "git-watch"));
        daemon(this::listen, "git-watch-news").start();
    }

    private static Thread daemon(Runnable task, String name) {
        var made = new Thread(task, name);
        made.setDaemon(true);
        return made;
    }

    /** From here on {@code repository} is watched. Any thread may call; does not block. */
    public void follow(String workspace, Repository repository) {
        run(() -> {
            if (watched.get(repository.directory()) == null) {
                var added = new Watched(workspace, repository);
                watched.put(repository.directory(), added);
                list(added);
                forgetEldest();
            }
        });
    }

    private void forgetEldest() {
        if (watched.size() > MOST) {
            var eldest = watched.entrySet().iterator().next();
            watched.remove(eldest.getKey());
            eldest.getValue().close(byKey);
        }
    }

    private void run(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closed) {
            LOGGER.atDebug().log("no repository is watched any more");
        }
    }

    private void listen() {
        try {
            while (true) {
                var key = service.take();
                run(() -> news(key));
            }
        } catch (ClosedWatchServiceException | InterruptedException over) {
            LOGGER.atDebug().log("repositories are not watched any more");
        }
    }

    private void news(WatchKey key) {
        var repository = byKey.get(key);
        if (repository != null && repository.news(key)) {
            long delay = Math.max(SETTLE_MS, repository.untilTold(BETWEEN_MS));
            thread.schedule(() -> tell(repository), delay, TimeUnit.MILLISECONDS);
        }
    }

    private void tell(Watched repository) {
        if (repository.take(byKey)) {
            tellChanged(repository);
        }
        long wait = repository.grown() ? repository.untilListed(BETWEEN_LISTS_MS) : -1;
        if (wait >= 0) {
            thread.schedule(() -> listAgain(repository), wait, TimeUnit.MILLISECONDS);
        }
    }

    private void tellChanged(Watched repository) {
        repository.tells();
        var name = repository.repository().name();
        events.tell(repository.workspace(), GitRemote.CHANGED, new GitRemote.Changed(name));
    }

    /** What came in a new folder before it was watched, nobody was told of. */
    private void listAgain(Watched repository) {
        if (watched.get(repository.repository().directory()) == repository && list(repository)) {
            tellChanged(repository);
        }
    }

    /** Watches the folders that are there now; whether some are new. */
    private boolean list(Watched repository) {
        try {
            var own = Folders.own(repository.repository(), mostFolders);
            own.addAll(Folders.ofWorkingTree(repositories.unattended(repository.repository()), mostFolders));
            return repository.watch(own, service, byKey);
        } catch (IOException | UncheckedIOException | Failure gone) {
            LOGGER.atDebug().setCause(gone).log("a repository is not watched any more");
            watched.remove(repository.repository().directory());
            repository.close(byKey);
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            service.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
