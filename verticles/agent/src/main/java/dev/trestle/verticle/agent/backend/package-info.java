/** How agents are reached. A backend is told and answers on the verticle's event loop alone. */
package dev.trestle.verticle.agent.backend;
