package dev.trestle.gateway.bridge.redis;

import dev.trestle.config.BridgeConfig;
import dev.trestle.config.RedisConfig;
import dev.trestle.config.RedisMapping;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.redis.RedisAddresses;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What comes in from Redis: a listener for all channels and a reader for each stream, by config. */
public final class RedisBridge extends VerticleBase {

    private final Edge edge;
    private final RedisConfig redis;
    private final BridgeConfig config;
    private final BooleanSupplier chosen;
    private DeadLetters letters;
    private ChannelListener listener;
    private List<StreamReader> readers;

    /**
     * For the topics of {@code edge}.
     *
     * @param chosen whether this node is the one that publishes what all nodes hear
     */
    public RedisBridge(Edge edge, RedisConfig redis, BridgeConfig config, BooleanSupplier chosen) {
        this.edge = edge;
        this.redis = redis;
        this.config = config;
        this.chosen = chosen;
    }

    @Override
    public Future<?> start() {
        letters = new DeadLetters(vertx, RedisAddresses.all(redis), config, edge.metrics());
        letters.open();
        var inlets = config.redis().stream()
                .filter(mapping -> mapping.from() != null)
                .collect(Collectors.groupingBy(
                        RedisMapping::from,
                        Collectors.mapping(mapping -> new Inlet(edge, mapping), Collectors.toList())));
        if (!inlets.isEmpty()) {
            listener = new ChannelListener(vertx, RedisAddresses.all(redis), inlets, letters, chosen);
            listener.open();
        }
        readers = config.redis().stream()
                .filter(mapping -> mapping.stream() != null)
                .map(this::reader)
                .toList();
        readers.forEach(StreamReader::open);
        return Future.succeededFuture();
    }

    private StreamReader reader(RedisMapping mapping) {
        var outlet = new StreamReader.Outlet(new Inlet(edge, mapping), letters);
        var consumer = edge.node().id();
        return new StreamReader(vertx, RedisAddresses.all(redis), mapping.stream(), consumer, config, outlet);
    }

    @Override
    public Future<?> stop() {
        letters.close();
        readers.forEach(StreamReader::close);
        if (listener != null) {
            listener.close();
        }
        return Future.succeededFuture();
    }
}
