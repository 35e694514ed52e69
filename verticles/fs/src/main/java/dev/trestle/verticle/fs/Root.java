package dev.trestle.verticle.fs;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs.EntryType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The directory of one workspace. It alone decides which file a name means.
 *
 * <p>It promises: what it finds lies below the root, whatever links there are. A name is followed part by part from the
 * root down; a link on the way may point anywhere inside, relative or absolute, and is refused as {@code FORBIDDEN} as
 * soon as it leaves the root, even where it would come back later. Whether something is outside cannot be learned.
 *
 * <p>The promise is about the moment of looking. Somebody who swaps a directory for a link between the look and the use
 * is not held here.
 *
 * <p>An ordinary file costs one system call for each part of its name below the root, and the last of them yields its
 * {@link Facts} as well. Blocks; any thread may call.
 */
final class Root {

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private final Path real;
    private final Path given;

    private Root(Path real, Path given) {
        this.real = real;
        this.given = given;
    }

    /** The workspace in {@code directory}, which must exist; the directory itself may be reached by a link. */
    static Root open(Path directory) {
        try {
            return new Root(directory.toRealPath(), directory.toAbsolutePath());
        } catch (IOException cause) {
            throw new UncheckedIOException("a workspace needs its directory: " + directory, cause);
        }
    }

    /** What {@code name} itself is: a link as its last part is not followed. */
    Found itself(Name name) throws IOException {
        return new Walk(name, false, false).find();
    }

    /** As {@link #itself}, after making the directories that are missing on the way. */
    Found itselfInNewParents(Name name) throws IOException {
        return new Walk(name, false, true).find();
    }

    /**
     * What {@code name} leads to: a link is followed, inside. One that points to nothing yields the place that it points
     * to, so that a write makes the file there and the link stays.
     */
    Found target(Name name) throws IOException {
        return new Walk(name, true, false).find();
    }

    /** As {@link #target}, after making the directories that are missing on the way. */
    Found targetInNewParents(Name name) throws IOException {
        return new Walk(name, true, true).find();
    }

    /** Why a change failed by {@code cause}, if that is the state of the disk and not of a single file. */
    Throwable blame(Throwable cause) {
        try {
            return cause instanceof IOException accident ? Device.blame(accident, real) : cause;
        } catch (IOException | RuntimeException nearer) {
            return nearer;
        }
    }

    /** One way from the root to what a name means. */
    private final class Walk {

        private final Name name;
        private final boolean follow;
        private final boolean make;
        private final Deque<String> ahead;
        private Path here = real;
        private int links;

        Walk(Name name, boolean follow, boolean make) {
            this.name = name;
            this.follow = follow;
            this.make = make;
            this.ahead = new ArrayDeque<>(name.parts());
        }

        Found find() throws IOException {
            while (!ahead.isEmpty()) {
                var part = ahead.pop();
                if (part.equals("..")) {
                    leave();
                } else if (ahead.isEmpty()) {
                    var place = here.resolve(part);
                    var facts = Facts.ifThere(place);
                    if (facts == null || !facts.isLink() || !follow) {
                        return new Found(name, place, facts, true);
                    }
                    follow(place);
                } else if (!enter(here.resolve(part))) {
                    return new Found(name, here, null, false);
                }
            }
            return new Found(name, here, Facts.of(here), true);
        }

        private void leave() {
            if (here.equals(real)) {
                throw Refusals.outside(name.given());
            }
            here = here.getParent();
        }

        /** Goes on in {@code place}; whether there is a directory to go on in. */
        private boolean enter(Path place) throws IOException {
            var kind = kindOf(place);
            if (kind == null && make) {
                kind = makeDirectory(place);
            }
            if (kind == EntryType.SYMLINK) {
                follow(place);
                return true;
            }
            here = place;
            return kind == EntryType.DIRECTORY;
        }

        private EntryType makeDirectory(Path place) throws IOException {
            try {
                Durably.makeDirectory(place);
                return EntryType.DIRECTORY;
            } catch (FileAlreadyExistsException sooner) {
                // Calls below one new directory run side by side, and each may find it missing.
                return kindOf(place);
            }
        }

        private EntryType kindOf(Path place) throws IOException {
            try {
                return Facts.kind(Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
            } catch (NoSuchFileException missing) {
                return null;
            }
        }

        /** Puts what the link at {@code place} says before what is still to go. */
        private void follow(Path place) throws IOException {
            if (++links > MOST_LINKS) {
                throw new Failure(ErrorCode.NOT_FOUND, "its links lead in a circle: " + name.given());
            }
            var target = Files.readSymbolicLink(place);
            if (target.isAbsolute()) {
                target = inside(target);
                here = real;
            }
            for (int i = target.getNameCount() - 1; i >= 0; i--) {
                var part = target.getName(i).toString();
                if (!part.isEmpty() && !part.equals(".")) {
                    ahead.push(part);
                }
            }
        }

        private Path inside(Path absolute) {
            for (var root : List.of(real, given)) {
                if (absolute.startsWith(root)) {
                    return absolute.equals(root)
                            ? absolute.getFileSystem().getPath("")
                            : absolute.subpath(root.getNameCount(), absolute.getNameCount());
                }
            }
            throw Refusals.outside(name.given());
        }
    }
}
