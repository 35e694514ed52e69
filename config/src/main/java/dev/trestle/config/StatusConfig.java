package dev.trestle.config;

/**
 * A listener for whoever looks after this node: its health and its metrics, without authentication.
 *
 * @param enabled whether there is one
 * @param host the address that it binds
 * @param port its TCP port; 0 takes a free one
 */
public record StatusConfig(boolean enabled, String host, int port) {
    public StatusConfig {
        Require.host("status.host", host);
        Require.between("status.port", port, 0, 65535);
    }
}
