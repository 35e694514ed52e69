package dev.trestle.verticle.git.watch;

import dev.trestle.verticle.git.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One repository that is watched. Belongs to the thread {@code git-watch}. */
final class Watched {

    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY
    };

    private static final Logger LOGGER = LoggerFactory.getLogger(Watched.class);

    private final String workspace;
    private final Repository repository;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Set<WatchKey> pending = new HashSet<>();
    private boolean grown;
    private long toldAt;
    private long listedAt;
    private boolean willList;

    Watched(String workspace, Repository repository) {
        this.workspace = workspace;
        this.repository = repository;
    }

    String workspace() {
        return workspace;
    }

    Repository repository() {
        return repository;
    }

    /** Milliseconds until {@code between} have passed since the last change was told. */
    long untilTold(long between) {
        return Math.max(0, between - (System.nanoTime() - toldAt) / 1_000_000);
    }

    /** A change is told now. */
    void tells() {
        toldAt = System.nanoTime();
    }

    /** Milliseconds until the folders may be listed again; below zero when that is arranged already. */
    long untilListed(long between) {
        boolean arranged = willList;
        willList = true;
        return arranged ? -1 : Math.max(0, between - (System.nanoTime() - listedAt) / 1_000_000);
    }

    /**
     * Watches these folders and no others, as far as the kernel lets, and keeps in {@code all} what it watches; whether some
     * are new.
     */
    boolean watch(Set<Path> folders, WatchService service, Map<WatchKey, Watched> all) {
        grown = false;
        willList = false;
        boolean more = false;
        listedAt = System.nanoTime();
        keys.entrySet().removeIf(known -> {
            boolean gone = !folders.contains(known.getKey());
            if (gone) {
                forget(known.getValue(), all);
            }
            return gone;
        });
        for (var folder : folders) {
            try {
                if (!keys.containsKey(folder)) {
                    var key = folder.register(service, KINDS);
                    keys.put(folder, key);
                    all.put(key, this);
                    more = true;
                }
            } catch (IOException gone) {
                LOGGER.atDebug().setCause(gone).log("a folder is not watched");
            }
        }
        return more;
    }

    private void forget(WatchKey key, Map<WatchKey, Watched> all) {
        key.cancel();
        all.remove(key);
        pending.remove(key);
    }

    void close(Map<WatchKey, Watched> all) {
        keys.values().forEach(key -> forget(key, all));
        keys.clear();
    }

    /** A folder has news; whether it is the first since {@link #take}. */
    boolean news(WatchKey key) {
        boolean first = pending.isEmpty();
        pending.add(key);
        return first;
    }

    /** Takes all news; whether one of them is a change. Until then a folder with news costs nothing, whatever happens in it. */
    boolean take(Map<WatchKey, Watched> all) {
        boolean changed = false;
        for (var key : Set.copyOf(pending)) {
            for (var event : key.pollEvents()) {
                changed |= isChange((Path) key.watchable(), event);
            }
            if (!key.reset()) {
                keys.remove((Path) key.watchable());
                all.remove(key);
                changed = true;
            }
        }
        pending.clear();
        return changed;
    }

    private boolean isChange(Path folder, WatchEvent<?> event) {
        if (!(event.context() instanceof Path name)) {
            // Too much to tell.
            grown = true;
            return true;
        }
        boolean inside = folder.equals(repository.directory()) || folder.equals(repository.common());
        var text = name.toString();
        if (text.endsWith(".lock")
                || inside
                        && Set.of("objects", "logs", "COMMIT_EDITMSG", "gc.pid").contains(text)) {
            return false;
        } else if (text.equals(".git") && folder.equals(repository.top())) {
            return false;
        }
        boolean made = event.kind() == StandardWatchEventKinds.ENTRY_CREATE;
        grown |= made && Files.isDirectory(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
        return true;
    }

    /** Whether there are folders that are not watched yet. */
    boolean grown() {
        return grown;
    }
}
