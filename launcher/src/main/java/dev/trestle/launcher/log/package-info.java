/**
 * How a line of the log looks: a line is an event, and an event is a line, whatever a client has put into its values.
 *
 * <p>Logback makes {@link dev.trestle.launcher.log.StandardErrorLog} by name and calls the rest under its own lock.
 */
package dev.trestle.launcher.log;
