package dev.trestle.config;

import java.net.URI;

/**
 * Where it is told how long calls took, and as parts of what.
 *
 * @param endpoint the URL of an OTLP receiver, {@code null} when nobody is told
 * @param percent of a hundred traces that begin here, how many are told
 */
public record TracingConfig(String endpoint, int percent) {
    public TracingConfig {
        Require.that(
                endpoint == null || isUrl(endpoint),
                "tracing.endpoint",
                "must be an http or https URL, such as http://127.0.0.1:4318/v1/traces, not \"" + endpoint + "\"");
        Require.between("tracing.percent", percent, 0, 100);
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Whether anybody is told. */
    public boolean enabled() {
        return endpoint != null;
    }
}
