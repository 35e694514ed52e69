/** Terminals in workspaces: each a pseudo-terminal with a program in it, which outlives whoever looks at it. */
package dev.trestle.verticle.pty;
