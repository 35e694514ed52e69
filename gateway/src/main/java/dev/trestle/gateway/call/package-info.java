/** The road of every call, whichever door it came through: known, allowed, measured, answered here or sent to a worker. */
package dev.trestle.gateway.call;
