package dev.trestle.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checks that the records' constructors share; each refuses with a sentence about its key. */
final class Require {
    private static final Pattern ORIGIN = Pattern.compile("([a-z][a-z0-9+.-]*)://([^/:]+|\\[[^]]*])(?::([0-9]+))?");

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

    /** Hosts as a URL writes them, without a port. */
    static void names(String key, List<String> hosts) {
        present(key, hosts);
        for (int i = 0; i < hosts.size(); i++) {
            String host = String.valueOf(hosts.get(i));
            that(
                    Host.isUrlHost(host) && host.equals(host.toLowerCase(Locale.ROOT)),
                    key + "[" + i + "]",
                    "must be a host in lower case without a port, such as ide.example.org, not \"" + host + "\"");
        }
    }

    /** What browsers send as {@code Origin}. */
    static void origins(String key, List<String> origins) {
        present(key, origins);
        for (int i = 0; i < origins.size(); i++) {
            checkOrigin(key + "[" + i + "]", String.valueOf(origins.get(i)));
        }
    }

    /** Matching is exact, so what no browser would ever send is refused: capitals, a path, a default port. */
    private static void checkOrigin(String key, String origin) {
        Matcher parts = ORIGIN.matcher(origin);
        boolean accepted = parts.matches()
                && Host.isUrlHost(parts.group(2))
                && parts.group(2).equals(parts.group(2).toLowerCase(Locale.ROOT))
                && (parts.group(3) == null || Host.isPort(parts.group(3)));
        that(
                accepted,
                key,
                "must be scheme://host or scheme://host:port in lower case without a path,"
                        + " such as https://ide.example.org, not \"" + origin + "\"");
        that(
                !(origin.startsWith("https://") && origin.endsWith(":443"))
                        && !(origin.startsWith("http://") && origin.endsWith(":80")),
                key,
                "must leave out the scheme's own port, as browsers do, not \"" + origin + "\"");
    }
}
