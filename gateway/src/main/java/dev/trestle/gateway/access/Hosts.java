package dev.trestle.gateway.access;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names that a listener answers to. A page that gave its own name this machine's address, so as to reach what no other
 * page can (DNS rebinding), says that name. It cannot be an IP address.
 */
public final class Hosts {

    private final Set<String> names = new HashSet<>(Set.of("localhost"));

    /** Those of {@code names}, and those in {@code origins}, from which pages may come. */
    public Hosts(Collection<String> names, Collection<String> origins) {
        names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
        origins.forEach(origin -> this.names.add(URI.create(origin).getHost()));
    }

    /** Whether {@code request} is for one of them; one that says no name is of no browser. */
    public boolean know(HttpServerRequest request) {
        var authority = request.authority();
        if (authority == null) {
            return !request.headers().contains(HttpHeaders.HOST);
        }
        var host = authority.host().toLowerCase(Locale.ROOT);
        return names.contains(host)
                || NetUtil.isValidIpV4Address(host)
                || NetUtil.isValidIpV6Address(host.replaceAll("[\\[\\]]", ""));
    }
}
