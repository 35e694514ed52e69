package dev.trestle.gateway;

import dev.trestle.config.ConfigException;
import dev.trestle.config.DialectConfig;
import dev.trestle.config.DialectsConfig;
import dev.trestle.gateway.dialect.Dialect;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.cluso.Cluso;
import dev.trestle.gateway.dialect.devex.Devex;
import dev.trestle.gateway.dialect.gathering.Gathering;
import dev.trestle.gateway.dialect.patterns.Patterns;
import dev.trestle.gateway.tls.Certificate;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The protocols of other systems that are spoken, a row each. */
final class Dialects {

    private record Row(
            String name, Function<DialectsConfig, DialectConfig> config, Function<DialectsConfig, Dialect> dialect) {}

    private static final List<Row> ROWS = List.of(
            new Row("devex", DialectsConfig::devex, config -> new Devex()),
            new Row("gathering", DialectsConfig::gathering, config -> new Gathering()),
            new Row("cluso", DialectsConfig::cluso, config -> new Cluso()),
            new Row("patterns", config -> config.patterns().listener(), config -> new Patterns(config.patterns())));

    private Dialects() {}

    private static Stream<Row> enabled(DialectsConfig config) {
        return ROWS.stream().filter(row -> row.config().apply(config).enabled());
    }

    /** How many of them {@code config} turns on; each has one event loop. */
    static int count(DialectsConfig config) {
        return (int) enabled(config).count();
    }

    /** Opens their listeners; fails with a {@link ConfigException} when one cannot be. */
    static Future<Map<String, GatewayVerticle>> listen(Edge edge, DialectsConfig config, Certificates certificates) {
        Future<Map<String, GatewayVerticle>> all = Future.succeededFuture(new LinkedHashMap<>());
        for (var row : enabled(config).toList()) {
            all = all.compose(before -> listen(edge, row, config, certificates).map(listener -> {
                before.put(row.name(), listener);
                return before;
            }));
        }
        return all;
    }

    /** One without a certificate of its own, which other machines may reach, has that of the gateway. */
    private static Future<GatewayVerticle> listen(Edge edge, Row row, DialectsConfig all, Certificates certificates) {
        var config = row.config().apply(all);
        var dialect = row.dialect().apply(all);
        return certificates
                .open("dialects." + row.name() + ".tls", config.tls())
                .compose(own -> {
                    var certificate = own == null && config.allowRemote() ? certificates.gateway() : own;
                    return listen(edge, row.name(), config, dialect, certificate);
                });
    }

    private static Future<GatewayVerticle> listen(
            Edge edge, String name, DialectConfig config, Dialect dialect, Certificate certificate) {
        var listener = new GatewayVerticle(
                edge,
                config.host(),
                config.port(),
                certificate,
                (vertx, sockets) -> Door.open(edge, config, sockets, dialect));
        var section = "dialects." + name;
        return Door.proof(edge.access(), config)
                .recover(unknown -> Future.failedFuture(ConfigException.about(
                        section + ".token", "belongs to nobody; access.principals or access.jwt must know it")))
                .compose(known -> edge.node()
                        .vertx()
                        .deployVerticle(listener)
                        .recover(cause -> Future.failedFuture(ConfigException.about(
                                section + ".port",
                                "cannot listen on " + config.host() + ":" + config.port() + " (" + cause.getMessage()
                                        + "); stop what listens there, or choose another"))))
                .map(listener);
    }
}
