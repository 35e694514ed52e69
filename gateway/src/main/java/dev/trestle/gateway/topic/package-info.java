/**
 * Topics: who owns them, what they remember, and how one event reaches many sockets.
 *
 * <p>Everything about a topic itself (its log, its members, who wants its events) belongs to one event loop of the node, the
 * topics' loop; what belongs to a socket stays on that socket's loop. The two talk by handing tasks over, and since tasks
 * between two loops keep their order, a subscriber sees history and live events meet without a hole or a double.
 */
package dev.trestle.gateway.topic;
