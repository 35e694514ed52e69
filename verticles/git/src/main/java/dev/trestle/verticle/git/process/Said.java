package dev.trestle.verticle.git.process;

import java.nio.charset.StandardCharsets;

/**
 * What a git that has ended said.
 *
 * @param code its exit code
 * @param output what it wrote
 * @param complaint what it wrote to standard error, the end of it where it was much
 */
public record Said(int code, byte[] output, String complaint) {

    /** The output as text, without space around it. */
    public String text() {
        return new String(output, StandardCharsets.UTF_8).strip();
    }
}
