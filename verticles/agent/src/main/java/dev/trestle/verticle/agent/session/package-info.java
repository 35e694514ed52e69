/** A session: its turns, its questions, its transcript, and what it tells. Belongs to the verticle's event loop. */
package dev.trestle.verticle.agent.session;
