package dev.trestle.gateway.access;

import dev.trestle.config.GatewayConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;

/** What is asked of a request to the native listener before anybody asks who has sent it. */
public final class Entrance {

    private final Origins origins;
    private final Proxies proxies;
    private final Hosts hosts;

    /** By {@code config}, to a listener on {@code host}, as it stands in a URL, and {@code port}. */
    public Entrance(GatewayConfig config, String host, int port) {
        this.origins = new Origins(config.tls().enabled() ? "https" : "http", host, port, config.origins());
        this.proxies = new Proxies(config.trustedProxies());
        this.hosts = config.isLocal() || !config.hosts().isEmpty() ? hosts(config) : null;
    }

    private static Hosts hosts(GatewayConfig config) {
        var names = new ArrayList<>(config.hosts());
        names.add(config.host());
        return new Hosts(names, config.origins());
    }

    /** The address of whoever sent {@code request}. */
    public String client(HttpServerRequest request) {
        return client(request.remoteAddress(), request.headers());
    }

    /** The address of whoever sent {@code headers} over a connection from {@code peer}. */
    public String client(SocketAddress peer, MultiMap headers) {
        return proxies.client(peer, headers);
    }

    /**
     * Refuses a request for a name that the listener is not known by. Proxies that are trusted know what they hand on.
     *
     * @throws Failure {@code FORBIDDEN}
     */
    public void checkHost(HttpServerRequest request) {
        if (hosts != null && !hosts.know(request) && !proxies.trust(request.remoteAddress())) {
            throw new Failure(
                    ErrorCode.FORBIDDEN,
                    "this gateway is not known by the name in Host; the setting gateway.hosts has those that it is");
        }
    }

    /**
     * Refuses a request of a page that may not come in.
     *
     * @throws Failure {@code FORBIDDEN}
     */
    public void checkOrigin(HttpServerRequest request) {
        if (!request.headers().getAll(HttpHeaders.ORIGIN).stream().allMatch(origins::allow)) {
            throw new Failure(
                    ErrorCode.FORBIDDEN,
                    "pages of this origin may not come in; the setting gateway.origins has those that may");
        }
    }
}
