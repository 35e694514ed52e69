package dev.trestle.config;

/** A setting that is refused: one sentence that names the key, where its value came from and what is accepted. */
public final class ConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;

    private ConfigException(String key, String message) {
        super(message);
        this.key = key;
    }

    /** What a record says, or a room where the setting cannot work: they know its key but not where it came from. */
    public static ConfigException about(String key, String sentence) {
        return new ConfigException(key, key + " " + sentence);
    }

    /** What a reader says of a whole source, where there is no key to name. */
    static ConfigException in(Origin origin, String sentence) {
        return new ConfigException("", origin.text() + ": " + sentence);
    }

    ConfigException from(Origin origin) {
        return new ConfigException(key, origin.text() + ": " + getMessage());
    }

    /** The key that is refused, such as {@code gateway.port}; empty when a source as a whole is. */
    public String key() {
        return key;
    }
}
