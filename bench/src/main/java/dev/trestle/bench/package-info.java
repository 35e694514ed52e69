/**
 * Measures the started Trestle beside a bare Vert.x WebSocket echo server, one after the other in one run, so that what
 * is quoted is a ratio. Everything stays on loopback and ends by itself.
 */
package dev.trestle.bench;
