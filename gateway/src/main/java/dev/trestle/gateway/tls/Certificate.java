package dev.trestle.gateway.tls;

import dev.trestle.bus.Node;
import dev.trestle.config.ConfigException;
import dev.trestle.config.TlsConfig;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of listeners, kept up to date: read again when its files change, and when somebody asks. Connections that
 * are open stay; new ones see what was read last. HTTP/2 is not spoken. May be used from any thread.
 */
public final class Certificate {

    private static final Logger LOGGER = LoggerFactory.getLogger(Certificate.class);

    /** How often the files are looked at, in milliseconds. */
    private static final long POLL = 2_000;

    private final Vertx vertx;
    private final String section;
    private final TlsConfig files;
    private final long handshakeTimeoutMs;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private volatile KeyPair inForce;
    private volatile Instant expires;
    private KeyPair seen;
    private KeyPair tried;
    private String complaint;

    private Certificate(Vertx vertx, String section, TlsConfig files, long handshakeTimeoutMs) {
        this.vertx = vertx;
        this.section = section;
        this.files = files;
        this.handshakeTimeoutMs = handshakeTimeoutMs;
    }

    /**
     * The one that {@code files}, which stand in {@code section}, name now; {@code null} when they name none. Fails with a
     * {@link ConfigException} when that cannot work.
     */
    public static Future<Certificate> open(Node node, String section, TlsConfig files, long handshakeTimeoutMs) {
        return files.enabled()
                ? node.vertx().executeBlocking(() -> {
                    var certificate = new Certificate(node.vertx(), section, files, handshakeTimeoutMs);
                    certificate.begin(node);
                    return certificate;
                })
                : Future.succeededFuture();
    }

    private void begin(Node node) {
        inForce = KeyPair.read(section, files);
        seen = inForce;
        expires = inForce.check(section, files);
        if (expires.isBefore(Instant.now())) {
            LOGGER.atWarn()
                    .addKeyValue("listener", section)
                    .addKeyValue("since", expires)
                    .log("a certificate has expired");
        }
        Gauge.builder("trestle.certificate.expires", () -> expires.getEpochSecond())
                .description("When the certificate of a listener ends, in seconds since 1970.")
                .baseUnit("seconds")
                .tag("listener", section)
                .register(node.meters().registry());
        vertx.setPeriodic(POLL, tick -> vertx.executeBlocking(this::poll));
    }

    /** Has a listener with these options speak TLS. */
    public void speak(HttpServerOptions options) {
        var tls = options();
        options.setSsl(true)
                .setKeyCertOptions(tls.getKeyCertOptions())
                .setSslHandshakeTimeout(tls.getSslHandshakeTimeout())
                .setSslHandshakeTimeoutUnit(tls.getSslHandshakeTimeoutUnit());
    }

    private ServerSSLOptions options() {
        return new ServerSSLOptions()
                .setKeyCertOptions(inForce.options())
                .setUseAlpn(false)
                .setSslHandshakeTimeout(handshakeTimeoutMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** From now on {@code server}, which listens, shows the latest. */
    public void keep(HttpServer server) {
        servers.add(server);
    }

    /**
     * Reads the files, and yields what puts them in force; fails with a {@link ConfigException} when something in them is
     * wrong.
     */
    public Future<Runnable> prepare() {
        return vertx.executeBlocking(() -> {
            var latest = KeyPair.read(section, files);
            var until = good(latest);
            return () -> use(latest, until);
        });
    }

    private Instant good(KeyPair latest) {
        var until = latest.check(section, files);
        if (!latest.equals(inForce) && until.isBefore(Instant.now())) {
            throw ConfigException.about(section + ".certificate", files.certificate() + " has expired, " + until);
        }
        return until;
    }

    /** Two files are not replaced at once: what has changed is taken when it was the same twice, and complained of once. */
    private Void poll() {
        try {
            var latest = KeyPair.read(section, files);
            boolean settled = latest.equals(seen);
            boolean known = latest.equals(inForce) || latest.equals(tried);
            seen = latest;
            if (settled && !known) {
                tried = latest;
                use(latest, good(latest));
            }
        } catch (ConfigException wrong) {
            if (!wrong.getMessage().equals(complaint)) {
                complaint = wrong.getMessage();
                complain(wrong);
            }
        }
        return null;
    }

    private void use(KeyPair latest, Instant until) {
        if (latest.equals(inForce)) {
            return;
        }
        inForce = latest;
        expires = until;
        var tls = options();
        Future.join(servers.stream()
                        .map(server -> server.updateSSLOptions(tls, true))
                        .toList())
                .onSuccess(done -> LOGGER.atInfo()
                        .addKeyValue("listener", section)
                        .addKeyValue("expires", until)
                        .log("the certificate was read again"))
                .onFailure(this::complain);
    }

    private void complain(Throwable cause) {
        LOGGER.atError()
                .addKeyValue("listener", section)
                .addKeyValue("why", cause.getMessage())
                .log("the certificate stays as it was");
    }
}
