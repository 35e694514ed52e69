package dev.trestle.config;

import java.util.List;
import java.util.Objects;

/**
 * What comes in from other systems.
 *
 * @param redis what is heard and read in Redis
 * @param group the consumer group that reads streams
 * @param claimMs how long another consumer may leave an entry unacknowledged until this node takes it, in milliseconds
 * @param deadLetters the stream of messages that could not be published
 * @param deadLettersKept how many of them are kept
 */
public record BridgeConfig(
        List<RedisMapping> redis, String group, long claimMs, String deadLetters, int deadLettersKept) {
    public BridgeConfig {
        Require.present("bridge.redis", redis);
        for (int i = 0; i < redis.size(); i++) {
            redis.get(i).check("bridge.redis[" + i + "]");
        }
        long streams = redis.stream().filter(one -> one.stream() != null).count();
        Require.that(
                redis.stream()
                                .map(RedisMapping::stream)
                                .filter(Objects::nonNull)
                                .distinct()
                                .count()
                        == streams,
                "bridge.redis",
                "must name each stream once, because each entry is acknowledged once");
        redis = List.copyOf(redis);
        Require.present("bridge.group", group);
        Require.between("bridge.claimMs", claimMs, 100, 86_400_000);
        Require.present("bridge.deadLetters", deadLetters);
        Require.between("bridge.deadLettersKept", deadLettersKept, 1, 10_000_000);
    }
}
