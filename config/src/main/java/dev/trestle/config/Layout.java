package dev.trestle.config;

import java.util.Optional;

/** Which keys a kind of file has. */
interface Layout {
    /** What is written at {@code key}; empty when there is no such key. */
    Optional<Keys.Shape> shape(String key);

    /** What to say of a key that does not exist. */
    ConfigException unknown(String key, Origin origin);
}
