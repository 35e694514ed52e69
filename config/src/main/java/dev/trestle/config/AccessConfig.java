package dev.trestle.config;

/**
 * Who may come in.
 *
 * @param token the owner's token, 16 to 1024 visible ASCII characters; {@code null} when none is set
 */
public record AccessConfig(@Secret String token) {
    public AccessConfig {
        Require.that(
                token == null || token.matches("[\\x21-\\x7e]{16,1024}"),
                "access.token",
                "must be 16 to 1024 visible ASCII characters without spaces");
    }

    @Override
    public String toString() {
        return "AccessConfig[token=" + (token == null ? "null" : Secret.MASK) + "]";
    }
}
