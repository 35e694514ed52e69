package dev.trestle.config;

/** The checks that the records' constructors share; each refuses with a sentence about its key. */
final class Require {
    private Require() {}

    static void that(boolean accepted, String key, String sentence) {
        if (!accepted) {
            throw ConfigException.about(key, sentence);
        }
    }

    static void between(String key, long value, long least, long most) {
        that(value >= least && value <= most, key, "must be " + least + " to " + most + ", not " + value);
    }

    static void present(String key, Object value) {
        that(value != null, key, "needs a value");
    }

    /** A name that is safe in addresses, paths and URLs. */
    static void identifier(String key, String name) {
        present(key, name);
        String accepted = "must be 1 to 64 of A-Z a-z 0-9 . _ - and begin with a letter or a digit";
        that(name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"), key, accepted + ", not \"" + name + "\"");
    }

    static void host(String key, String value) {
        present(key, value);
        that(Host.isValid(value), key, "must be a host name or an IP address, not \"" + value + "\"");
    }
}
