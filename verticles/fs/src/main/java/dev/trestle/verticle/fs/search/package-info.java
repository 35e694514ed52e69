/**
 * {@code fs.find} and {@code fs.search}. A search walks the workspace on a thread of its own, {@code fs-search-N}, which looks at
 * {@link dev.trestle.verticle.fs.search.Stop} often enough to end at once.
 */
package dev.trestle.verticle.fs.search;
