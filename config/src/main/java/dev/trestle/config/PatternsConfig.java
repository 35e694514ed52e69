package dev.trestle.config;

import java.util.List;

/**
 * The listener of the patterns server, with agents behind it; all but the last four as in {@link DialectConfig}.
 *
 * @param agent the agent that answers; {@code null} for the standard one
 * @param toAll whether every client is told what every agent says
 * @param awayMs how long a client that is away can come back, in milliseconds
 * @param away how many clients may be away
 */
public record PatternsConfig(
        boolean enabled,
        String host,
        int port,
        List<String> origins,
        String workspace,
        @Secret String token,
        boolean allowRemote,
        TlsConfig tls,
        String agent,
        boolean toAll,
        int awayMs,
        int away) {
    public PatternsConfig {
        origins = origins == null ? null : List.copyOf(origins);
    }

    void check(String section) {
        listener().check(section);
        Require.that(
                agent == null || agent.matches(Settings.AGENT),
                section + ".agent",
                "must be the name of one of agents, not \"" + agent + "\"");
        Require.between(section + ".awayMs", awayMs, 0, 3_600_000);
        Require.between(section + ".away", away, 1, 1_000_000);
    }

    /** What it has in common with the others. */
    public DialectConfig listener() {
        return new DialectConfig(enabled, host, port, origins, workspace, token, allowRemote, tls);
    }

    @Override
    public String toString() {
        return "PatternsConfig[" + listener() + ", agent=" + agent + ", toAll=" + toAll + ", awayMs=" + awayMs
                + ", away=" + away + "]";
    }
}
