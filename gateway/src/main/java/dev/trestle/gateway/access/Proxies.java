package dev.trestle.gateway.access;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Tells where a client comes from. What {@code X-Forwarded-For} says counts as far as trusted proxies have written it: from
 * the right, past those that are trusted, the first that is not. From anybody else it is ignored.
 */
public final class Proxies {

    private static final String FORWARDED = "X-Forwarded-For";

    private final List<IpSubnetFilterRule> trusted;

    /** Those at these addresses, or in these networks as {@code 10.0.0.0/8}, are trusted. */
    public Proxies(List<String> networks) {
        trusted = networks.stream().map(Proxies::rule).toList();
    }

    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        var address = slash < 0 ? network : network.substring(0, slash);
        int bits = address.contains(":") ? 128 : 32;
        int prefix = slash < 0 ? bits : Integer.parseInt(network.substring(slash + 1));
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    }

    /** The address of whoever sent these {@code headers} over a connection {@code from} there. */
    public String client(SocketAddress from, MultiMap headers) {
        var address = from.hostAddress();
        if (trusted.isEmpty() || !isTrusted(address)) {
            return address;
        }
        var hops = String.join(",", headers.getAll(FORWARDED)).split(",");
        for (int i = hops.length - 1; i >= 0 && isTrusted(address); i--) {
            var hop = hops[i].strip();
            if (NetUtil.createByteArrayFromIpAddressString(hop) == null) {
                break;
            }
            address = hop;
        }
        return address;
    }

    /** Whether {@code peer} is one of those that are trusted. */
    boolean trust(SocketAddress peer) {
        return isTrusted(peer.hostAddress());
    }

    private boolean isTrusted(String address) {
        try {
            var bytes = NetUtil.createByteArrayFromIpAddressString(address);
            var socket = new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
            return trusted.stream().anyMatch(rule -> rule.matches(socket));
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
