/**
 * Connections to Redis that stay: opened as the configuration says, and opened again whenever they break. What is said over
 * them is the business of whoever uses them. A connection belongs to the event loop that opened it.
 */
package dev.trestle.gateway.redis;
