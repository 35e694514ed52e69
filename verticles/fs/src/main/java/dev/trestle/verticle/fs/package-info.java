/**
 * The fs verticle: the files of the workspaces of this node, served as {@link dev.trestle.wire.Fs} says.
 *
 * <p>Handlers start on the verticle's event loop, where they look at the request alone. Everything that touches the disk
 * runs on the threads {@code fs-1}, {@code fs-2} … of {@link dev.trestle.verticle.fs.disk.Disk}, each call in its turn: calls
 * on one path, or on a path and a directory above it, take effect in the order in which they came; others run side by
 * side. The thread that did the work encodes the reply. A path counts as it is written: two names of one place, through
 * a link, are two turns. So their order is open; but no change by one of them is lost to another, as to look at what is there
 * and to replace it is one step for all ({@link dev.trestle.verticle.fs.path.Found#monitor}): whoever comes too late is refused or looks again.
 *
 * <p>Here are the plain operations; each folder below is one capability with its own operations: {@code list}, {@code patch},
 * {@code search}, {@code transfer}, {@code watch}. They stand on {@code path} (which file a name means), {@code draft} (changes
 * that appear whole), {@code ignore} and {@code disk} (threads and turns), which know none of them.
 *
 * <p>{@link dev.trestle.verticle.fs.watch.Watcher} tells what changes, on a thread of its own for each workspace: decision 010.
 *
 * <p>{@link dev.trestle.verticle.fs.path.Root} alone decides which file a path means.
 */
package dev.trestle.verticle.fs;
