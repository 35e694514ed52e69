package dev.trestle.bench;

import dev.trestle.bench.Nodes.Place;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network of this machine's own with places in namespaces, each on a wire that can be cut: what is on its way is lost
 * without a word then. Needs root.
 */
final class Network implements AutoCloseable {

    private static final long NUMBER = ProcessHandle.current().pid();
    private static final int FIRST = 10;
    private static final int TIMEOUT_SECONDS = 10;

    private final String tag = String.format("tb%04x", NUMBER & 0xffff);
    private final String subnet = "10.214." + NUMBER % 250 + ".";
    private final int places;

    private Network(int places) {
        this.places = places;
    }

    /** One with so many places, or {@code null} where that cannot be. */
    static Network orNone(int places) {
        var network = new Network(places);
        Runtime.getRuntime().addShutdownHook(new Thread(network::close));
        try {
            network.lay();
            return network;
        } catch (IOException refused) {
            System.err.println("no network namespaces here: " + refused.getMessage());
            network.close();
            return null;
        }
    }

    private void lay() throws IOException {
        ip("link add %s type bridge forward_delay 0", tag);
        ip("addr add %s1/24 dev %s", subnet, tag);
        ip("link set %s up", tag);
        for (int i = 0; i < places; i++) {
            ip("netns add %s", space(i));
            ip("-n %s link set lo up", space(i));
            ip("link add %s type veth peer name wire netns %s", space(i), space(i));
            ip("link set %s master %s up", space(i), tag);
            ip("-n %s addr add %s%d/24 dev wire", space(i), subnet, FIRST + i);
            ip("-n %s link set wire up", space(i));
        }
    }

    private String space(int place) {
        return tag + "n" + place;
    }

    /** One that is not in a namespace, and reaches those that are. */
    Place outside() throws IOException {
        return new Place(subnet + 1, Port.free(), List.of());
    }

    /** One on a wire that can be cut. */
    Place place(int number) throws IOException {
        return new Place(subnet + (FIRST + number), Port.free(), List.of("ip", "netns", "exec", space(number)));
    }

    /** From now on nobody reaches {@code place}, and it nobody. */
    void cut(int place) throws IOException {
        ip("link set %s down", space(place));
    }

    void mend(int place) throws IOException {
        ip("link set %s up", space(place));
    }

    private static void ip(String format, Object... arguments) throws IOException {
        var command = "ip " + String.format(format, arguments);
        var process = new ProcessBuilder(command.split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("failed: " + command);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < places; i++) {
            remove("link del %s", space(i));
            remove("netns del %s", space(i));
        }
        remove("link del %s", tag);
    }

    private static void remove(String format, String name) {
        try {
            ip(format, name);
        } catch (IOException gone) {
            // It was removed before, or never made.
        }
    }
}
