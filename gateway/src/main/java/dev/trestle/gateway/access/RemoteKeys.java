package dev.trestle.gateway.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.trestle.config.ConfigException;
import dev.trestle.config.JwtConfig;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;

/**
 * Keys behind a URL: remembered, fetched again when they are old or when a token names one that is not there, with a floor
 * between two fetches, and kept when they cannot be fetched.
 */
final class RemoteKeys {

    private static final String KEY = "access.jwt.jwksUrl";
    private static final int TIMEOUT_MS = 2_000;
    private static final int MOST_BYTES = 1_048_576;

    private RemoteKeys() {}

    /** Fetches once; fails with a {@link ConfigException} when there is nothing to use. */
    static JWKSource<SecurityContext> of(JwtConfig config) {
        var source = source(config);
        try {
            var all = source.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
            Keys.usable(new JWKSet(all), KEY);
            return source;
        } catch (KeySourceException unreachable) {
            throw ConfigException.about(
                    KEY, "is " + config.jwksUrl() + ", where no JWK set can be fetched: " + unreachable.getMessage());
        }
    }

    private static JWKSource<SecurityContext> source(JwtConfig config) {
        var times = config.jwks();
        return JWKSourceBuilder.<SecurityContext>create(url(config), new Retriever())
                .cache(times.cacheMs(), 2 * TIMEOUT_MS)
                .refreshAheadCache(false)
                .rateLimited(times.floorMs())
                .outageTolerant(times.staleMs())
                .build();
    }

    private static URL url(JwtConfig config) {
        try {
            return URI.create(config.jwksUrl()).toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Goes nowhere but where the configuration says. */
    private static final class Retriever extends DefaultResourceRetriever {

        Retriever() {
            super(TIMEOUT_MS, TIMEOUT_MS, MOST_BYTES);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            var connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }
}
