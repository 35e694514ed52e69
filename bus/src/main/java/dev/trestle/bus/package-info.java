/**
 * How a JVM service meets the event bus: {@link dev.trestle.bus.Node} joins, {@link dev.trestle.bus.Operations} serves,
 * {@link dev.trestle.bus.Calls} calls. Depend on this room and on the contract to put a service beside Trestle.
 *
 * <p>Handlers run on the event loop of the context that called {@code start()} and must not block it; what blocks belongs
 * on a pool of the service's own, and what must happen in order goes through a {@link dev.trestle.bus.KeyedQueue}. A
 * handler's future may be completed on any thread: that thread encodes the reply.
 *
 * <p>Addresses grow with nodes, never with workspaces or files: one consumer for each service of each node.
 */
package dev.trestle.bus;
