package dev.trestle.config;

/**
 * A listener for whoever looks after this node: its health and its metrics, without authentication.
 *
 * @param enabled whether there is one
 * @param host the address that it binds
 * @param port its TCP port; 0 takes a free one
 * @param tls what it speaks TLS with
 */
public record StatusConfig(boolean enabled, String host, int port, TlsConfig tls) {
    public StatusConfig {
        Require.host("status.host", host);
        Require.between("status.port", port, 0, 65535);
        Require.present("status.tls", tls);
        tls.check("status.tls");
    }
}
