/** {@code fs.list}: a tree in one order, page by page, in bounded memory. */
package dev.trestle.verticle.fs.list;
