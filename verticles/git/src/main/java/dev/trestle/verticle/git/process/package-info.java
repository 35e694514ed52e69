/** How a git is started, spoken with and ended: the only place of this room that starts a process. Everything here blocks. */
package dev.trestle.verticle.git.process;
