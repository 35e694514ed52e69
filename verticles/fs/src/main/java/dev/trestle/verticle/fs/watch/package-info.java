/**
 * What changes in a workspace, whoever changes it: decision 010. {@link dev.trestle.verticle.fs.watch.Watcher} is the way in; each has
 * a thread of its own.
 */
package dev.trestle.verticle.fs.watch;
