/**
 * The edge: WebSocket and HTTP clients on one side, the event bus on the other. It knows operations and where they are
 * served, never a verticle.
 *
 * <p>One {@code GatewayVerticle} runs on each event loop; a socket belongs to the loop that accepted it. What they share
 * is in {@code Edge} and safe to use from any thread.
 */
package dev.trestle.gateway;
