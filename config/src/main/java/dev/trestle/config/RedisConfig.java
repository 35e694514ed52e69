package dev.trestle.config;

/**
 * A Redis server that keeps what must outlive a node.
 *
 * @param url such as {@code redis://:password@10.0.0.7:6379/0}, or {@code null} for none
 */
public record RedisConfig(@Secret String url) {
    public RedisConfig {
        Require.that(
                url == null || url.matches("rediss?://[^\\s]+"),
                "redis.url",
                "must begin with redis:// or rediss://, such as redis://127.0.0.1:6379");
    }

    /** Without the password that may be in it. */
    @Override
    public String toString() {
        return "RedisConfig[url=" + (url == null ? "null" : Secret.MASK) + "]";
    }
}
