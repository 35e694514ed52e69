package dev.trestle.verticle.agent.backend.openai;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API key of an endpoint, from where the settings say. It is never logged and never told. */
final class Key {

    private static final Logger LOGGER = LoggerFactory.getLogger(Key.class);
    private static final String VARIABLE = "env:";
    private static final String FILE = "file:";

    private Key() {}

    /**
     * The key at {@code place}, or {@code null} when that is {@code null}. Blocks.
     *
     * @throws Failure {@code UNAVAILABLE} when there is none; where it should be is for the log alone
     */
    static String read(String place, Map<String, String> variables) {
        if (place == null) {
            return null;
        }
        try {
            var key = place.startsWith(VARIABLE)
                    ? variables.getOrDefault(place.substring(VARIABLE.length()), "")
                    : Files.readString(Path.of(place.substring(FILE.length())));
            if (!key.isBlank()) {
                return key.strip();
            }
        } catch (IOException missing) {
            // Said below.
        }
        LOGGER.atError().addKeyValue("place", place).log("there is no API key");
        throw new Failure(ErrorCode.UNAVAILABLE, "this agent has no API key; the log says where it should be");
    }
}
