package dev.trestle.gateway.redis;

import dev.trestle.config.RedisConfig;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;

/** Where Redis is, in the words of the client. */
public final class RedisAddresses {

    private RedisAddresses() {}

    /** How whatever {@code redis} describes is reached: the server, the master, or all of the cluster. */
    public static RedisOptions all(RedisConfig redis) {
        var options = one(redis, redis.url());
        redis.others().forEach(other -> options.addConnectionString(at(redis, other)));
        return switch (redis.mode()) {
            case STANDALONE -> options;
            case SENTINEL ->
                options.setType(RedisClientType.SENTINEL)
                        .setRole(RedisRole.MASTER)
                        .setMasterName(redis.master());
            case CLUSTER -> options.setType(RedisClientType.CLUSTER);
        };
    }

    /** How the one server at {@code url} is reached. */
    public static RedisOptions one(RedisConfig redis, String url) {
        var net = new NetClientOptions()
                .setConnectTimeout((int) RedisLine.PATIENCE)
                .setTcpNoDelay(true);
        if (redis.encrypted()) {
            net.setHostnameVerificationAlgorithm("HTTPS");
        }
        if (redis.ca() != null) {
            net.setTrustOptions(new PemTrustOptions().addCertPath(redis.ca().toString()));
        }
        return new RedisOptions().setNetClientOptions(net).setConnectionString(url);
    }

    /** The host and the port that {@code redis} names. */
    public static String endpoint(RedisConfig redis) {
        var endpoint = redis.url().replaceFirst("rediss?://(?:[^/]*@)?([^/?]*).*", "$1");
        return endpoint.matches(".*:\\d+") ? endpoint : endpoint + ":6379";
    }

    /** The address of {@code endpoint}, a host and a port, with the scheme, the credentials and the database of {@code redis}. */
    public static String at(RedisConfig redis, String endpoint) {
        return redis.url().replaceFirst("(rediss?://(?:[^/]*@)?)[^/?]*", "$1" + endpoint);
    }
}
