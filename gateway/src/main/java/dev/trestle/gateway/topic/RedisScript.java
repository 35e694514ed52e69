package dev.trestle.gateway.topic;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;

/** A script of Redis, run where its keys are. On the topics' loop, except where it says otherwise. */
interface RedisScript {

    /** Connects, now and whenever it must. */
    void start();

    /**
     * Runs it with {@code keys}, the run of the server, which is another one after each of its restarts, and {@code arguments}.
     * The answers for one key come in the order of the calls. Fails with what Redis said, or with {@code UNAVAILABLE}.
     */
    Future<Response> call(List<String> keys, List<byte[]> arguments);

    /** Whether all that it needs is connected. From any thread. */
    boolean isUp();

    /** Ends the connections for good. */
    void close();
}
