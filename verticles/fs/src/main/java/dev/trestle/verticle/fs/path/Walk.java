package dev.trestle.verticle.fs.path;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * One way from a root to what a name means.
 *
 * <p>At any time it holds one directory, which it reached from the root through directories alone. As long as no link is on
 * the way, {@code openat2} gets there in one call; else it goes part by part and reads the links itself, so that the same
 * ways are open on a kernel that lacks that call. It never asks the kernel for {@code ..}, which leads out when the
 * directory has been moved: it drops the last part and starts from the root again.
 */
final class Walk {

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;
    /** A link may say {@code a/../a/..} for as long as it likes, and each of them starts again. */
    private static final int MOST_RETURNS = 4096;

    private final Root root;
    private final Name name;
    private final boolean follow;
    private final boolean make;
    private final Deque<String> ahead;
    private final List<String> done = new ArrayList<>();
    private Handle here;
    private int links;
    private int returns;

    /** To {@code name}; whether a link at its end is followed, and whether missing directories are made. */
    Walk(Root root, Name name, boolean follow, boolean make) {
        this.root = root;
        this.name = name;
        this.follow = follow;
        this.make = make;
        this.ahead = new ArrayDeque<>(name.parts());
    }

    /** Goes there. What is found holds its directory and must be closed. */
    Found find() throws IOException {
        try {
            start();
            return walk();
        } catch (IOException | RuntimeException | Error failed) {
            leave();
            throw failed;
        }
    }

    private Found walk() throws IOException {
        while (!ahead.isEmpty()) {
            var part = ahead.pop();
            if (part.equals("..")) {
                goUp();
            } else if (ahead.isEmpty()) {
                var facts = here.facts(part);
                if (facts == null || !facts.isLink() || !follow) {
                    done.add(part);
                    return new Found(name, here, part, done, facts, root.fence());
                }
                if (!follow(part)) {
                    // It was a link a moment ago: look again.
                    ahead.push(part);
                }
            } else if (!enter(part)) {
                leave();
                done.add(part);
                return new Found(name, null, part, done, null, root.fence());
            }
        }
        return new Found(name, here, ".", done, here.facts(), root.fence());
    }

    /** Goes from the root as far as one call leads. */
    private void start() throws IOException {
        var parts = new ArrayList<String>(ahead.size());
        for (var part : ahead) {
            if (part.equals("..")) {
                break;
            }
            parts.add(part);
        }
        if (parts.size() == ahead.size() && !parts.isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        var below = parts.isEmpty() ? null : root.top().descend(parts);
        done.clear();
        if (below == null) {
            go(root.top().borrow());
            return;
        }
        go(below);
        done.addAll(parts);
        parts.forEach(part -> ahead.pop());
    }

    private void go(Handle next) {
        leave();
        here = next;
    }

    private void leave() {
        if (here != null) {
            here.close();
        }
    }

    private void goUp() throws IOException {
        if (++returns > MOST_RETURNS) {
            throw circle();
        }
        drop();
        while ("..".equals(ahead.peek())) {
            ahead.pop();
            drop();
        }
        for (int i = done.size() - 1; i >= 0; i--) {
            ahead.push(done.get(i));
        }
        start();
    }

    private void drop() {
        if (done.isEmpty()) {
            throw Refusals.outside(name.given());
        }
        done.remove(done.size() - 1);
    }

    /** Goes on in {@code part}; whether there is a directory to go on in. */
    private boolean enter(String part) throws IOException {
        try {
            go(here.enter(part));
            done.add(part);
            return true;
        } catch (NoSuchFileException missing) {
            return make && makeDirectory(part);
        } catch (NotDirectoryException other) {
            return follow(part);
        }
    }

    private boolean makeDirectory(String part) throws IOException {
        root.fence().run();
        try {
            Durably.makeDirectory(here, part);
        } catch (FileAlreadyExistsException sooner) {
            // Calls below one new directory run side by side, and each may find it missing.
        }
        return ++returns <= MOST_RETURNS && enter(part);
    }

    /** Puts what the link {@code part} says before what is still to go; whether it is one. */
    private boolean follow(String part) throws IOException {
        if (++links > MOST_LINKS) {
            throw circle();
        }
        var target = here.readLink(part);
        if (target == null) {
            return false;
        }
        var parts = Arrays.stream(target.split("/"))
                .filter(step -> !step.isEmpty() && !step.equals("."))
                .toList();
        if (!target.startsWith("/")) {
            pushAll(parts);
            return true;
        }
        var inside = root.inside(parts);
        if (inside == null) {
            throw Refusals.outside(name.given());
        }
        pushAll(inside);
        start();
        return true;
    }

    private void pushAll(List<String> parts) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            ahead.push(parts.get(i));
        }
    }

    private Failure circle() {
        return new Failure(ErrorCode.NOT_FOUND, "its links lead in a circle: " + name.given());
    }
}
