package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cluster of gateways and workers of one folder, with a Redis, each a process; in namespaces of their own where that can be. */
final class Fleet implements AutoCloseable {

    private static final int CLUSTER_PORT = 5701;

    private final Path folder;
    private final Wires wires;
    private final Launched redis;
    private final List<FleetNode> nodes = new ArrayList<>();
    private final List<String> members;
    private final Map<String, String> common = new HashMap<>();

    /** Starts all of them, the workspace in {@code folder}/work, with further settings. */
    Fleet(Path folder, int gateways, int workers, Map<String, String> more) {
        this.folder = folder;
        folder.resolve("work").toFile().mkdirs();
        wires = Wires.available() ? new Wires() : null;
        int all = gateways + workers;
        members = IntStream.range(0, all)
                .mapToObj(i ->
                        wires == null ? "127.0.0.1:" + Neighbourhood.freePort() : wires.back(i) + ":" + CLUSTER_PORT)
                .toList();
        redis = startRedis();
        common.putAll(more);
        try {
            for (int i = 0; i < all; i++) {
                nodes.add(i < gateways ? node("gateway-" + i, "gateway", i) : node("worker-" + i, "fs,pty", i));
            }
            nodes.get(0).start();
            nodes.stream().skip(1).forEach(FleetNode::begin);
            nodes.stream().skip(1).forEach(FleetNode::ready);
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    private Launched startRedis() {
        int port = Neighbourhood.freePort();
        var host = wires == null ? "127.0.0.1" : wires.host();
        common.put("TRESTLE_REDIS_URL", "redis://" + host + ":" + port);
        var command = "exec redis-server --bind " + host + " --protected-mode no --port " + port
                + " --appendonly yes --save '' --dir " + folder;
        var started =
                Launched.start(folder, Map.of("PATH", "/usr/bin:/bin:/usr/local/bin"), List.of("sh", "-c", command));
        started.line(line -> line.contains("Ready to accept connections"));
        return started;
    }

    private FleetNode node(String name, String roles, int number) {
        var front = wires == null ? "127.0.0.1" : wires.front(number);
        var member = members.get(number);
        var settings = new HashMap<>(common);
        settings.put("LC_ALL", "C.UTF-8");
        settings.put("PATH", "/usr/bin:/bin:/usr/local/bin:/usr/sbin:/sbin");
        settings.put("TRESTLE_TOKEN", StartedTrestle.TOKEN);
        settings.put("TRESTLE_LOG_LEVEL", "warn");
        settings.put("TRESTLE_NODE_ROLES", "[" + roles + "]");
        settings.put("TRESTLE_GATEWAY_HOST", front);
        settings.put("TRESTLE_GATEWAY_PORT", "0");
        settings.put("TRESTLE_STATUS_ENABLED", Boolean.toString(!roles.equals("gateway")));
        settings.put("TRESTLE_STATUS_HOST", front);
        settings.put("TRESTLE_STATUS_PORT", Integer.toString(Neighbourhood.freePort()));
        settings.put("TRESTLE_CLUSTER_ENABLED", "true");
        settings.put("TRESTLE_CLUSTER_SECRET", "a-secret-that-the-nodes-of-a-fleet-share");
        settings.put("TRESTLE_CLUSTER_HOST", member.substring(0, member.indexOf(':')));
        settings.put("TRESTLE_CLUSTER_PORT", member.substring(member.indexOf(':') + 1));
        settings.put("TRESTLE_CLUSTER_MEMBERS", members.toString());
        if (wires != null) {
            wires.add(number);
        }
        var prefix = wires == null ? List.<String>of() : wires.on(number, List.of());
        return new FleetNode(name, number, folder.resolve("work"), settings, prefix);
    }

    /** Where all workers have their files. */
    Path work() {
        return folder.resolve("work");
    }

    /** What cuts nodes off, {@code null} where there are no namespaces. */
    Wires wires() {
        return wires;
    }

    Launched redis() {
        return redis;
    }

    List<FleetNode> nodes() {
        return nodes;
    }

    List<FleetNode> gateways() {
        return nodes.stream().filter(FleetNode::isGateway).toList();
    }

    List<FleetNode> workers() {
        return nodes.stream().filter(node -> !node.isGateway()).toList();
    }

    /** Waits until every gateway lists as many nodes as there are, all of them answer, and all serve the same. */
    void awaitOneDirectory(Duration patience) {
        await().atMost(patience).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            var lists = gateways().stream().map(Fleet::list).toList();
            assertThat(lists).as("what each gateway lists").allMatch(lists.get(0)::equals);
            assertThat(lists.get(0)).hasSize(nodes.size()).noneMatch(line -> line.contains("silent"));
        });
    }

    /** Each node that {@code gateway} lists, with what it serves, or that it is silent. */
    static Set<String> list(FleetNode gateway) {
        var answer = Http.send("GET", gateway.http("/api/v1/cluster"), Http.OWNER, "");
        if (answer.statusCode() != 200) {
            return Set.of();
        }
        var lines = new TreeSet<String>();
        for (JsonNode node : Json.of(answer.body()).get("nodes")) {
            var answers = node.get("answers").asBoolean();
            lines.add(node.get("node").asText() + " " + (answers ? node.at("/is/roles") : "silent"));
        }
        return lines;
    }

    @Override
    public void close() {
        Stream.concat(nodes.stream().map(FleetNode::process), Stream.of(redis))
                .filter(process -> process != null)
                .forEach(Launched::close);
        if (wires != null) {
            wires.close();
        }
    }
}
