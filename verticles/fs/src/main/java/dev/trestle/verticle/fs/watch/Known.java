package dev.trestle.verticle.fs.watch;

import dev.trestle.verticle.fs.ignore.GitIgnore;
import dev.trestle.verticle.fs.path.FileName;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.wire.Fs.EntryType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something that the watcher knows to be in the workspace, and that its listener therefore knows. It stays the same one when
 * it is moved. The watcher's thread alone uses it.
 */
final class Known {

    /** Not watched. */
    static final int UNWATCHED = -1;

    private final EntryType type;
    private final Map<String, Known> children;
    private Set<String> missed = Set.of();
    private GitIgnore rules;
    private Known parent;
    private String name;
    private long inode;
    private int watch = UNWATCHED;

    private Known(Known parent, String name, EntryType type, long inode) {
        this.parent = parent;
        this.name = name;
        this.type = type;
        this.inode = inode;
        this.children = type == EntryType.DIRECTORY ? new HashMap<>(4) : Map.of();
    }

    static Known root() {
        return new Known(null, "", EntryType.DIRECTORY, 0);
    }

    /** Adds {@code name}, which must not be known yet, to this directory. */
    Known add(String name, EntryType type, long inode) {
        var child = new Known(this, name, type, inode);
        children.put(name, child);
        return child;
    }

    /** Takes this out of its directory. */
    void detach() {
        parent.children.remove(name);
        parent = null;
    }

    /** Puts this, which is in no directory, into one. */
    void attach(Known directory, String newName) {
        parent = directory;
        name = newName;
        directory.children.put(newName, this);
    }

    Known child(String name) {
        return children.get(name);
    }

    Collection<Known> children() {
        return children.values();
    }

    /** The names of the children now. */
    Set<String> names() {
        return new HashSet<>(children.keySet());
    }

    Known parent() {
        return parent;
    }

    String name() {
        return name;
    }

    /** Learns what is ignored in this directory, which {@code handle} holds. */
    void readRules(Handle handle) throws IOException {
        rules = parent == null ? GitIgnore.atRoot(handle) : parent.rules.enter(name, handle);
    }

    /** Whether git ignores {@code child} in this directory. */
    boolean ignores(String child, boolean isDirectory) {
        return Boolean.TRUE.equals(rules.ignores(child, isDirectory));
    }

    EntryType type() {
        return type;
    }

    boolean isDirectory() {
        return type == EntryType.DIRECTORY;
    }

    long inode() {
        return inode;
    }

    void inode(long inode) {
        this.inode = inode;
    }

    /** The number under which it is watched. */
    int watch() {
        return watch;
    }

    void watch(int watch) {
        this.watch = watch;
    }

    boolean isWatched() {
        return watch != UNWATCHED;
    }

    /** Notes a change of the child {@code name} that could not be looked at, because this is being moved. */
    void miss(String name) {
        if (children.containsKey(name)) {
            missed = missed.isEmpty() ? new HashSet<>() : missed;
            missed.add(name);
        }
    }

    /** What was missed, once. */
    Set<String> missed() {
        var names = missed;
        missed = Set.of();
        return names;
    }

    /** Whether it is {@code other} or lies below it. */
    boolean isIn(Known other) {
        var at = this;
        while (at != null && at != other) {
            at = at.parent;
        }
        return at == other;
    }

    /** The names on the way from the root. */
    List<String> parts() {
        Deque<String> parts = new ArrayDeque<>();
        for (var at = this; at.parent != null; at = at.parent) {
            parts.addFirst(at.name);
        }
        return new ArrayList<>(parts);
    }

    /** The path for people. */
    String shown() {
        return parts().stream().map(FileName::shown).collect(Collectors.joining("/"));
    }
}
