package dev.trestle.gateway;

import dev.trestle.bus.Node;
import dev.trestle.config.GatewayConfig;
import dev.trestle.config.TlsConfig;
import dev.trestle.gateway.tls.Certificate;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The certificates of the listeners of one gateway. */
final class Certificates {

    private final Node node;
    private final long handshakeTimeoutMs;
    private final List<Certificate> all = new CopyOnWriteArrayList<>();
    private Certificate gateway;

    private Certificates(Node node, GatewayConfig config) {
        this.node = node;
        this.handshakeTimeoutMs = config.handshakeTimeoutMs();
    }

    /** With that of the gateway itself; fails with a {@code ConfigException} when that cannot work. */
    static Future<Certificates> of(Node node, GatewayConfig config) {
        var certificates = new Certificates(node, config);
        return certificates.open("gateway.tls", config.tls()).map(opened -> {
            certificates.gateway = opened;
            return certificates;
        });
    }

    /** Another one; {@code null} when {@code files}, which stand in {@code section}, name none. */
    Future<Certificate> open(String section, TlsConfig files) {
        return Certificate.open(node, section, files, handshakeTimeoutMs).onSuccess(opened -> {
            if (opened != null) {
                all.add(opened);
            }
        });
    }

    /** That of the gateway itself, or {@code null}. */
    Certificate gateway() {
        return gateway;
    }

    List<Certificate> all() {
        return all;
    }
}
