package dev.trestle.launcher;

import java.util.Map;
import picocli.CommandLine.Option;

/** Which gateway a command talks to, and as whom. */
final class GatewayOptions {

    private static final String DEFAULT_URL = "http://127.0.0.1:8080";

    private final Map<String, String> environment;

    @Option(names = "--url", paramLabel = "U", description = "The gateway; else TRESTLE_URL, else " + DEFAULT_URL + ".")
    private String url;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "A token of it; else TRESTLE_TOKEN, which other users of this machine cannot see.")
    private String token;

    GatewayOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The gateway that was meant. */
    Remote remote() {
        return new Remote(url(), token());
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
