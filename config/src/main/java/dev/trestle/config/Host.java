package dev.trestle.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A host as a setting names it: a name, an IPv4 address or an IPv6 address. */
final class Host {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)(?=.*[A-Za-z])[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9])?");

    private Host() {}

    static boolean isValid(String host) {
        return NAME.matcher(host).matches() || isAddress(host);
    }

    /** Whether only this machine can reach a listener bound to it; of all names, only {@code localhost} can be. */
    static boolean isLoopback(String host) {
        try {
            return (isAddress(host) || host.equalsIgnoreCase("localhost"))
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /**
     * Whether no address of it can be reached from the world: loopback, link-local, RFC 1918, RFC 4193 or RFC 6598. What
     * cannot be looked up cannot be reached either.
     */
    static boolean isPrivate(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(Host::isPrivate);
        } catch (UnknownHostException unknown) {
            return true;
        }
    }

    private static boolean isPrivate(InetAddress address) {
        var bytes = address.getAddress();
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 0x40;
        boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || shared
                || unique;
    }

    /** Whether it is {@code host:port} with a port of 1 to 65535; an IPv6 address stands in brackets. */
    static boolean isEndpoint(String text) {
        int colon = text.lastIndexOf(':');
        return colon > 0 && isPort(text.substring(colon + 1)) && isUrlHost(text.substring(0, colon));
    }

    /** Whether it is a host as a URL writes it, which has an IPv6 address in brackets. */
    static boolean isUrlHost(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return bracketed ? isIpv6(host.substring(1, host.length() - 1)) : isValid(host) && !isIpv6(host);
    }

    static boolean isPort(String text) {
        return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65535;
    }

    private static boolean isAddress(String host) {
        return IPV4.matcher(host).matches() || isIpv6(host);
    }

    private static boolean isIpv6(String host) {
        try {
            return IPV6.matcher(host).matches() && InetAddress.getByName(host) != null;
        } catch (UnknownHostException malformed) {
            return false;
        }
    }
}
