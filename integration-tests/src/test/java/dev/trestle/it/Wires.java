package dev.trestle.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Two networks of this machine's own, to which each node is wired in a namespace of its own: the front, on which clients and
 * Redis are, and the back, which belongs to the cluster. Either can be cut while it carries messages, and what is on its way
 * is lost without a word, as it is when a cable is pulled. Needs root.
 */
final class Wires implements AutoCloseable {

    private static final int FIRST = 10;

    private final String tag = "tr%04x".formatted(ProcessHandle.current().pid() & 0xffff);
    private final int subnet = 2 * (int) (ProcessHandle.current().pid() % 120);
    private final Set<Integer> nodes = new TreeSet<>();

    /** Whether there can be such networks: who is not root, or in a container without them, has none. */
    static boolean available() {
        var probe = "trprobe" + ProcessHandle.current().pid() % 10_000;
        boolean made = run(List.of("ip", "link", "add", probe, "type", "bridge"));
        return made
                && run(List.of("ip", "link", "del", probe))
                && run(List.of("ip", "netns", "add", probe))
                && run(List.of("ip", "netns", "del", probe));
    }

    Wires() {
        // A test that is interrupted leaves none of them behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        for (var bridge : List.of("f", "b", "c")) {
            ip("link add %s%s type bridge forward_delay 0".formatted(tag, bridge));
            ip("link set %s%s up".formatted(tag, bridge));
        }
        ip("addr add %s/24 dev %sf".formatted(host(), tag));
    }

    /** The address of this process on the front. */
    String host() {
        return "10.213." + subnet + ".1";
    }

    String front(int node) {
        return "10.213." + subnet + "." + (FIRST + node);
    }

    String back(int node) {
        return "10.213." + (subnet + 1) + "." + (FIRST + node);
    }

    /** Wires up one more node. */
    void add(int node) {
        nodes.add(node);
        ip("netns add " + space(node));
        ip("-n %s link set lo up".formatted(space(node)));
        plug(node, "f", front(node));
        plug(node, "b", back(node));
    }

    private void plug(int node, String net, String address) {
        var wire = tag + net + node;
        ip("link add %s type veth peer name %s0 netns %s".formatted(wire, net, space(node)));
        ip("link set %s master %s%s up".formatted(wire, tag, net));
        ip("-n %s addr add %s/24 dev %s0".formatted(space(node), address, net));
        ip("-n %s link set %s0 up".formatted(space(node), net));
    }

    private String space(int node) {
        return tag + "n" + node;
    }

    /** {@code command} as it runs on {@code node}. */
    List<String> on(int node, List<String> command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", space(node)));
        all.addAll(command);
        return all;
    }

    /** From now on these nodes have a back of their own; clients and Redis reach all of them. */
    void part(Collection<Integer> aside) {
        aside.forEach(node -> ip("link set %sb%d master %sc".formatted(tag, node, tag)));
    }

    /** From now on nobody reaches {@code node}, and it nobody. */
    void isolate(int node) {
        ip("link set %sb%d down".formatted(tag, node));
        ip("link set %sf%d down".formatted(tag, node));
    }

    /** Everybody reaches everybody. */
    void heal() {
        for (int node : nodes) {
            ip("link set %sb%d master %sb up".formatted(tag, node, tag));
            ip("link set %sf%d up".formatted(tag, node));
        }
    }

    private static void ip(String arguments) {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        if (!run(command)) {
            throw new AssertionError("failed: " + String.join(" ", command));
        }
    }

    private static boolean run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException cause) {
            throw new UncheckedIOException(new IOException(cause));
        }
    }

    @Override
    public void close() {
        for (int node : nodes) {
            run(List.of("ip", "link", "del", tag + "f" + node));
            run(List.of("ip", "link", "del", tag + "b" + node));
            run(List.of("ip", "netns", "del", space(node)));
        }
        for (var bridge : List.of("f", "b", "c")) {
            run(List.of("ip", "link", "del", tag + bridge));
        }
    }
}
