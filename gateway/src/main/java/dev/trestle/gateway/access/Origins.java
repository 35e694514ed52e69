package dev.trestle.gateway.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which web pages may connect: the listener's own and those in the configuration, compared whole. A client that sends no
 * {@code Origin} is not a browser and proves itself by its credentials alone.
 */
public final class Origins {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Set<String> allowed = new TreeSet<>();

    /** The origins of a listener on {@code host}, as it stands in a URL, and {@code port}, and {@code more}. */
    public Origins(String scheme, String host, int port, List<String> more) {
        boolean reachableAsLoopback = LOOPBACK.contains(host) || host.equals("0.0.0.0") || host.equals("[::]");
        var hosts = new TreeSet<>(Set.of(host.toLowerCase(Locale.ROOT)));
        hosts.addAll(reachableAsLoopback ? LOOPBACK : Set.of());
        // Browsers leave out the scheme's own port.
        boolean own = port == (scheme.equals("https") ? 443 : 80);
        hosts.forEach(name -> allowed.add(scheme + "://" + name + (own ? "" : ":" + port)));
        allowed.addAll(more);
    }

    /** Whether a request with this {@code Origin} header, {@code null} when it has none, may go on. */
    public boolean allow(String origin) {
        return origin == null || allowed.contains(origin.toLowerCase(Locale.ROOT));
    }
}
