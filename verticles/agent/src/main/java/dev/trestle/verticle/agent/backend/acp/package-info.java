/** Agents that are programs and speak the Agent Client Protocol, version 1, over their standard streams. */
package dev.trestle.verticle.agent.backend.acp;
