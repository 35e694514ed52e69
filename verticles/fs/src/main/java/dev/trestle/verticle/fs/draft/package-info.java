/**
 * Changes that appear whole or not at all, whatever is killed or full: they grow under the name of a
 * {@link dev.trestle.bus.Draft} beside the place they will take, and one rename puts them there.
 * On the threads of the worker.
 */
package dev.trestle.verticle.fs.draft;
