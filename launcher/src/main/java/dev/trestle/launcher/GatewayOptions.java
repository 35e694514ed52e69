package dev.trestle.launcher;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which gateway a command talks to, and as whom. */
final class GatewayOptions {

    private static final String DEFAULT_URL = "http://127.0.0.1:8080";
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private final Map<String, String> environment;

    @Option(names = "--url", paramLabel = "U", description = "The gateway; else TRESTLE_URL, else " + DEFAULT_URL + ".")
    private String url;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "A token of it; else TRESTLE_TOKEN, which other users of this machine cannot see.")
    private String token;

    @Option(
            names = "--ca",
            paramLabel = "F",
            description = "Authorities to trust for https, PEM; else TRESTLE_CA, else those of Java.")
    private String authorities;

    GatewayOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The gateway that was meant. */
    Remote remote() {
        return new Remote(url(), token(), client());
    }

    /** Talks to it. */
    HttpClient client() {
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_WITHIN);
        var file = firstOf(authorities, environment.get("TRESTLE_CA"), "");
        return file.isEmpty()
                ? builder.build()
                : builder.sslContext(Trust.in(file)).build();
    }

    String url() {
        return firstOf(url, environment.get("TRESTLE_URL"), DEFAULT_URL);
    }

    /** @throws CommandException when there is none, or it is none */
    String token() {
        var found = firstOf(token, environment.get("TRESTLE_TOKEN"), "");
        if (found.isEmpty()) {
            throw CommandException.misused(
                    "a token is needed: set TRESTLE_TOKEN to the one that trestle up runs with, or give --token");
        }
        if (!found.matches("[\\x21-\\x7e]+")) {
            throw CommandException.misused("the token must be visible ASCII characters without spaces");
        }
        return found;
    }

    private static String firstOf(String given, String variable, String otherwise) {
        if (given != null) {
            return given;
        }
        return variable == null || variable.isBlank() ? otherwise : variable;
    }
}
