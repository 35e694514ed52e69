/** What git ignores, and the globs it is written in. On the threads of the worker. */
package dev.trestle.verticle.fs.ignore;
