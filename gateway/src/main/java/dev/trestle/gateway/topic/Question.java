package dev.trestle.gateway.topic;

/** What one node asks another about topics. Names are what nodes of two versions tell each other. */
enum Question {
    /** Follows these topics, with these members. Of a channel's id, whether it is the last part, and topics with members. */
    OPEN,
    /** Whether a channel is open still; the sender lives. */
    BEAT,
    /** Events for those who follow; the only one that an owner asks. */
    EVENTS,
    /** Another member, and what it missed. */
    ENTER,
    /** A member left. */
    EXIT,
    /** What comes after a place. */
    READ,
    /** What {@code topic.history} answers. */
    HISTORY,
    /** What {@code topic.publish} does. */
    PUBLISH,
    /** What {@code topic.presence} answers. */
    MEMBERS,
    /** The next part of what this node has and the one that asks owns, among the owners that it names. */
    YIELD,
    /** These are the members at the one that asks, of topics that it owns: to be told of when it is gone. */
    INHERIT
}
