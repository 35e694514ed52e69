/**
 * What keeps a program of a workspace apart from this machine, and what ends it with all it has started: for the rooms that
 * start such programs, terminals, git and agents. Decision 015 says what is shown and why. Everything here may block for
 * some milliseconds where nothing else is said.
 */
package dev.trestle.sandbox;
