/** {@code fs.patch}: three kinds of patches to a text, each all or nothing. What applies them is about text alone. */
package dev.trestle.verticle.fs.patch;
