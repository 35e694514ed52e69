/**
 * What keeps a program of a workspace apart from this machine: for the rooms that start such programs, terminals and git.
 * Decision 015 says what is shown and why. Everything here may block for some milliseconds.
 */
package dev.trestle.sandbox;
