/** The threads that touch the workspaces, and the turns that calls on one path wait for. */
package dev.trestle.verticle.fs.disk;
