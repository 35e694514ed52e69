/** The HTTP side of the listener: calls, tickets, health, metrics, the schema and the first page. Runs on event loops. */
package dev.trestle.gateway.http;
