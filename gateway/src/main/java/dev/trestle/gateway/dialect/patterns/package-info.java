/** The protocol of the patterns server: each client talks with an agent of its own. Everything belongs to one event loop. */
package dev.trestle.gateway.dialect.patterns;
