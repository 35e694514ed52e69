/** Sessions with coding agents in workspaces. Everything belongs to the verticle's event loop where nothing else is said. */
package dev.trestle.verticle.agent;
