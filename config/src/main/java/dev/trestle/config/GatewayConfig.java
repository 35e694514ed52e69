package dev.trestle.config;

import java.util.List;

/**
 * The gateway role. Times are in milliseconds.
 *
 * @param host the address to listen on
 * @param port the TCP port to listen on; 0 takes a free one
 * @param origins the {@code Origin}s a browser may come from, exactly as it sends them, beside the listener's own
 * @param hosts the names that a request may say it is for, beside those that follow from {@code host} and {@code origins}
 * @param trustedProxies whose word on where a client comes from is taken: addresses, or networks as {@code 10.0.0.0/8}
 * @param eventLoops how many event loops serve sockets; 0 means one per core
 * @param handshakeTimeoutMs how long a new TCP connection may take until its first request is complete
 * @param authenticateWithinMs how long a socket may stay open without having authenticated
 * @param ticketTtlMs how long a ticket is valid
 * @param heartbeatMs the time between two pings; a client that is silent for two of them is closed
 * @param callTimeoutMs how long a call may take until it is answered with TIMEOUT
 * @param drainMs how long a node that stops waits for its calls and transfers; 0 does not wait
 * @param drainWave how many sockets of one event loop are told to go at a time, when a node stops
 * @param tls what the listener speaks TLS with
 * @param rates how fast a principal may call
 * @param limits what one client may cost
 */
public record GatewayConfig(
        String host,
        int port,
        List<String> origins,
        List<String> hosts,
        List<String> trustedProxies,
        int eventLoops,
        long handshakeTimeoutMs,
        long authenticateWithinMs,
        long ticketTtlMs,
        long heartbeatMs,
        long callTimeoutMs,
        long drainMs,
        int drainWave,
        TlsConfig tls,
        RatesConfig rates,
        Limits limits) {
    public GatewayConfig {
        Require.host("gateway.host", host);
        Require.between("gateway.port", port, 0, 65535);
        Require.origins("gateway.origins", origins);
        origins = List.copyOf(origins);
        Require.names("gateway.hosts", hosts);
        hosts = List.copyOf(hosts);
        Require.present("gateway.trustedProxies", trustedProxies);
        for (int i = 0; i < trustedProxies.size(); i++) {
            String network = String.valueOf(trustedProxies.get(i));
            Require.that(
                    Host.isNetwork(network),
                    "gateway.trustedProxies[" + i + "]",
                    "must be an IP address or a network such as 10.0.0.0/8, not \"" + network + "\"");
        }
        trustedProxies = List.copyOf(trustedProxies);
        Require.between("gateway.eventLoops", eventLoops, 0, 256);
        Require.between("gateway.handshakeTimeoutMs", handshakeTimeoutMs, 10, 600_000);
        Require.between("gateway.authenticateWithinMs", authenticateWithinMs, 10, 600_000);
        Require.between("gateway.ticketTtlMs", ticketTtlMs, 10, 3_600_000);
        Require.between("gateway.heartbeatMs", heartbeatMs, 10, 3_600_000);
        Require.between("gateway.callTimeoutMs", callTimeoutMs, 10, 3_600_000);
        Require.between("gateway.drainMs", drainMs, 0, 600_000);
        Require.between("gateway.drainWave", drainWave, 1, 16_777_216);
        Require.present("gateway.tls", tls);
        tls.check("gateway.tls");
        Require.present("gateway.rates", rates);
        Require.present("gateway.limits", limits);
    }

    /** Whether only this machine can reach the listener. */
    public boolean isLocal() {
        return Host.isLoopback(host);
    }

    /** These, with what a running gateway takes over from {@code latest}. */
    GatewayConfig takeOver(GatewayConfig latest) {
        return new GatewayConfig(
                host,
                port,
                latest.origins,
                latest.hosts,
                latest.trustedProxies,
                eventLoops,
                handshakeTimeoutMs,
                authenticateWithinMs,
                ticketTtlMs,
                heartbeatMs,
                callTimeoutMs,
                drainMs,
                drainWave,
                tls,
                latest.rates,
                latest.limits.on(limits.messageBytes, limits.jsonDepth));
    }

    /**
     * What one client, and all of them together, may cost.
     *
     * @param messageBytes the largest message accepted from a client, in bytes
     * @param inFlight how many calls of one socket run at once
     * @param waiting how many more calls of one socket wait for their turn; beyond, BUSY
     * @param waitingBytes how many bytes of params may wait so
     * @param jsonDepth how deep a message may be nested
     * @param queueBytes bytes waiting in one socket's write queue above which its requests are no longer read
     * @param queueBytesTotal bytes waiting in the write queues of all sockets above which the slowest is closed with 4008
     * @param slowConsumerMs how long a socket may stay above {@code queueBytes} until it is closed with 4008
     * @param terminalBytes how many bytes of one terminal's output may be unacknowledged until its program is held back
     * @param tickets how many tickets may be unused at a time
     * @param ticketsPerPrincipal how many of them may be of one principal other than the owner
     * @param connectionsPerPrincipal how many sockets and HTTP requests one principal, other than the owner, may have open
     * @param connectionsPerAddress how many of them there may be from one address
     */
    public record Limits(
            int messageBytes,
            int inFlight,
            int waiting,
            int waitingBytes,
            int jsonDepth,
            int queueBytes,
            long queueBytesTotal,
            long slowConsumerMs,
            int terminalBytes,
            int tickets,
            int ticketsPerPrincipal,
            int connectionsPerPrincipal,
            int connectionsPerAddress) {
        public Limits {
            Require.between("gateway.limits.messageBytes", messageBytes, 1024, 268_435_456);
            Require.between("gateway.limits.inFlight", inFlight, 1, 65_536);
            Require.between("gateway.limits.waiting", waiting, 0, 1_048_576);
            Require.between("gateway.limits.waitingBytes", waitingBytes, 0, 1_073_741_824);
            Require.between("gateway.limits.jsonDepth", jsonDepth, 8, 1000);
            Require.between("gateway.limits.queueBytes", queueBytes, 1024, 1_073_741_824);
            Require.between("gateway.limits.queueBytesTotal", queueBytesTotal, 1024, 1_099_511_627_776L);
            Require.between("gateway.limits.slowConsumerMs", slowConsumerMs, 10, 600_000);
            Require.between("gateway.limits.terminalBytes", terminalBytes, 16_384, 67_108_864);
            Require.between("gateway.limits.tickets", tickets, 1, 1_048_576);
            Require.between("gateway.limits.ticketsPerPrincipal", ticketsPerPrincipal, 1, 1_048_576);
            Require.between("gateway.limits.connectionsPerPrincipal", connectionsPerPrincipal, 1, 16_777_216);
            Require.between("gateway.limits.connectionsPerAddress", connectionsPerAddress, 1, 16_777_216);
            Require.that(
                    queueBytesTotal >= queueBytes,
                    "gateway.limits.queueBytesTotal",
                    "must be at least gateway.limits.queueBytes (" + queueBytes + "), not " + queueBytesTotal);
        }

        /** The same on a listener that was made for such messages. */
        Limits on(int largest, int depth) {
            return new Limits(
                    largest,
                    inFlight,
                    waiting,
                    waitingBytes,
                    depth,
                    queueBytes,
                    queueBytesTotal,
                    slowConsumerMs,
                    terminalBytes,
                    tickets,
                    ticketsPerPrincipal,
                    connectionsPerPrincipal,
                    connectionsPerAddress);
        }
    }
}
