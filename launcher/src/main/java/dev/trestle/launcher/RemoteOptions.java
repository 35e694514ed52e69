package dev.trestle.launcher;

import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --url} and {@code --token}: which gateway a command talks to, and who it is there. */
final class RemoteOptions {

    private static final String DEFAULT_URL = "http://127.0.0.1:8080";

    @Option(names = "--url", paramLabel = "U", description = "The gateway; else TRESTLE_URL, else " + DEFAULT_URL + ".")
    private String url;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "A token of it; else TRESTLE_TOKEN, which other users of this machine cannot see.")
    private String token;

    /** The gateway that the options or {@code environment} name. */
    Remote remote(Map<String, String> environment) {
        return new Remote(firstOf(url, environment.get("TRESTLE_URL"), DEFAULT_URL), token(environment));
    }

    private String token(Map<String, String> environment) {
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
