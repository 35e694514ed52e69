/**
 * Which file a name means, and the file once it is held: never anything outside of the workspace, whatever is renamed meanwhile.
 * {@link dev.trestle.verticle.fs.path.Root} decides it, {@link dev.trestle.verticle.fs.path.Handle} holds it (decision 008).
 *
 * <p>Every method of these that touches the disk may wait for it: they are for the threads of the worker, not for an event loop.
 */
package dev.trestle.verticle.fs.path;
