/** What is told of a repository: readers of git's machine formats, and a handler for each operation. */
package dev.trestle.verticle.git.read;
