/**
 * Measures the started Trestle beside others that do the same, in turns in one run, so that what is quoted is a ratio. Everything stays on loopback and ends by itself.
 */
package dev.trestle.bench;
