/**
 * What other systems say in Redis, on channels and in streams, becomes events. Everything here runs on the event loop of
 * {@link dev.trestle.gateway.bridge.redis.RedisBridge}; what cannot become an event stops nothing.
 */
package dev.trestle.gateway.bridge.redis;
