/** What agents can do in a workspace: calls of the other services over the bus, in the name of who started the session. */
package dev.trestle.verticle.agent.tool;
