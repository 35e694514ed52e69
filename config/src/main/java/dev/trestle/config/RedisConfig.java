package dev.trestle.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Redis that keeps what must outlive a node.
 *
 * @param mode what is at these addresses
 * @param url such as {@code redis://:password@10.0.0.7:6379/0}, or {@code null} for none
 * @param others more addresses, as host:port, of the sentinels or of the cluster's nodes
 * @param master what the sentinels call the master
 * @param ca a PEM file with whom to trust, or {@code null} for whom the JVM trusts
 */
public record RedisConfig(Mode mode, @Secret String url, List<String> others, String master, Path ca) {
    /** What there is. */
    public enum Mode {
        /** One server. */
        STANDALONE,

        /** A master that sentinels know. */
        SENTINEL,

        /** A Redis Cluster. */
        CLUSTER
    }

    public RedisConfig {
        Require.present("redis.mode", mode);
        Require.that(
                url == null || url.matches("rediss?://[^\\s]+"),
                "redis.url",
                "must begin with redis:// or rediss://, such as redis://127.0.0.1:6379");
        Require.that(
                url == null || mode != Mode.CLUSTER || !url.matches("[^/]+//[^/]+/[1-9].*"),
                "redis.url",
                "must have no database for redis.mode cluster, which has but one");
        Require.present("redis.others", others);
        for (int i = 0; i < others.size(); i++) {
            String other = String.valueOf(others.get(i));
            Require.that(
                    Host.isEndpoint(other),
                    "redis.others[" + i + "]",
                    "must be host:port, such as 10.0.0.8:26379, not \"" + other + "\"");
        }
        Require.that(
                others.isEmpty() || mode != Mode.STANDALONE,
                "redis.others",
                "must be empty for redis.mode standalone, which is one server");
        Require.identifier("redis.master", master);
        Require.that(ca == null || Files.isReadable(ca), "redis.ca", "must be a PEM file that can be read, not " + ca);
        others = List.copyOf(others);
    }

    /** Whether {@link #url} asks for TLS. */
    public boolean encrypted() {
        return url != null && url.startsWith("rediss:");
    }

    /** Without the password that may be in it. */
    @Override
    public String toString() {
        return "RedisConfig[mode=" + mode + ", url=" + (url == null ? "null" : Secret.MASK) + ", others=" + others
                + ", master=" + master + ", ca=" + ca + "]";
    }
}
