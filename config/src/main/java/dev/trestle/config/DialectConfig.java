package dev.trestle.config;

import java.util.List;

/**
 * A listener on which clients of another system are served in that system's own protocol.
 *
 * @param enabled whether there is one
 * @param host the address that it binds
 * @param port its TCP port; 0 takes a free one
 * @param origins the {@code Origin}s a browser may come from beside those on this machine
 * @param workspace the workspace of clients that name none
 * @param token whose rights the clients have that do not prove who they are; {@code null} for the owner's
 * @param allowRemote whether others than this machine may reach it
 */
public record DialectConfig(
        boolean enabled,
        String host,
        int port,
        List<String> origins,
        String workspace,
        @Secret String token,
        boolean allowRemote) {
    public DialectConfig {
        origins = origins == null ? null : List.copyOf(origins);
    }

    /** Refuses what cannot work where nobody can say who they are; {@code section} is where it stands. */
    void check(String section) {
        checkAlways(section);
        Require.that(
                Host.isLoopback(host) || allowRemote && token != null,
                section + ".host",
                "is " + host + ", which other machines can reach, and this protocol asks nobody who they are: set "
                        + section + ".allowRemote: true and a " + section
                        + ".token whose rights they all get, or bind to"
                        + " 127.0.0.1");
    }

    /** As {@link #check}, where clients can: without a token here, those that others can reach ask everybody. */
    void checkAsking(String section) {
        checkAlways(section);
        Require.that(
                Host.isLoopback(host) || allowRemote,
                section + ".host",
                "is " + host + ", which other machines can reach: set " + section + ".allowRemote: true, and " + section
                        + ".token if those may come in who have none, or bind to 127.0.0.1");
    }

    private void checkAlways(String section) {
        Require.host(section + ".host", host);
        Require.between(section + ".port", port, 0, 65535);
        Require.origins(section + ".origins", origins);
        Require.identifier(section + ".workspace", workspace);
        Require.that(
                token == null || AccessFile.isToken(token),
                section + ".token",
                "must be 16 to 1024 visible ASCII characters without spaces");
    }

    @Override
    public String toString() {
        return "DialectConfig[enabled=" + enabled + ", host=" + host + ", port=" + port + ", origins=" + origins
                + ", workspace=" + workspace + ", token=" + (token == null ? "null" : Secret.MASK) + ", allowRemote="
                + allowRemote + "]";
    }
}
