/**
 * The command and the composition root: the only {@code main}, and the only room that sees every other.
 *
 * <p>One class for each command reads its arguments; {@link dev.trestle.launcher.Launcher} makes the node and deploys its
 * roles. Commands run on the main thread and may block; nothing here runs on an event loop for long. Standard output
 * belongs to the answer of a command, everything else goes to standard error.
 */
package dev.trestle.launcher;
