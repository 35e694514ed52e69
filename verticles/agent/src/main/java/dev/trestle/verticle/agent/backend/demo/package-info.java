/** The agent that is built in: no model, but real tools, real questions and a streamed answer. */
package dev.trestle.verticle.agent.backend.demo;
