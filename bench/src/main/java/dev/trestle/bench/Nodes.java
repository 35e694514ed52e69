package dev.trestle.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/** The nodes of a cluster of this machine, each a process in a place of its own, where it can be started again. */
final class Nodes implements AutoCloseable {

    /**
     * Where a node is.
     *
     * @param host what the cluster manager and the event bus bind there
     * @param before what to put before a command so that it runs there
     */
    record Place(String host, int port, List<String> before) {

        /** On this machine's loopback. */
        static Place here() throws IOException {
            return new Place("127.0.0.1", Port.free(), List.of());
        }
    }

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PAUSE_MS = 100;

    private final Setup setup;
    private final List<Place> places;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<Integer, Server> running = new ConcurrentSkipListMap<>();

    /** For nodes in {@code places}, all with {@code more} settings. */
    Nodes(Setup setup, List<Place> places, Map<String, String> more) {
        this.setup = setup;
        this.places = places;
        var members = places.stream().map(place -> place.host() + ":" + place.port());
        settings.putAll(Map.of(
                Server.TOKEN,
                UUID.randomUUID().toString(),
                "TRESTLE_CLUSTER_ENABLED",
                "true",
                "TRESTLE_CLUSTER_NAME",
                "bench-" + UUID.randomUUID(),
                "TRESTLE_CLUSTER_SECRET",
                UUID.randomUUID().toString(),
                "TRESTLE_CLUSTER_MEMBERS",
                members.toList().toString(),
                // Who waits for something else does not answer pings.
                "TRESTLE_GATEWAY_HEARTBEAT_MS",
                "3600000"));
        settings.putAll(more);
        // One that stands still would not hear what else ends it.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** So many places on this machine's loopback. */
    static List<Place> here(int count) throws IOException {
        var places = new ArrayList<Place>();
        for (int i = 0; i < count; i++) {
            places.add(Place.here());
        }
        return places;
    }

    /** Starts a node with these roles and {@code what} it serves; it is ready when this returns. */
    Server start(int place, String roles, String... what) throws IOException {
        var own = new HashMap<>(settings);
        own.put("TRESTLE_CLUSTER_HOST", places.get(place).host());
        own.put("TRESTLE_CLUSTER_PORT", Integer.toString(places.get(place).port()));
        var arguments = new ArrayList<>(List.of("--role", roles));
        arguments.addAll(List.of(what));
        var server = Server.trestle(setup, places.get(place).before(), arguments, own);
        running.put(place, server);
        return server;
    }

    /** As {@link #start(int, String, String...)}, of a folder. */
    Server start(int place, String roles, Path folder) throws IOException {
        return start(place, roles, folder.toString());
    }

    /** The node in {@code place}. */
    Server at(int place) {
        return running.get(place);
    }

    /** Has the node in {@code place} leave as it should. */
    void stop(int place) {
        running.remove(place).close();
    }

    /** Ends the node in {@code place} by SIGKILL. */
    void kill(int place) {
        running.remove(place).kill();
    }

    /** Waits until the gateway in {@code place} lists all nodes that run, and no others, and all of them answer. */
    void awaitAll(int place) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (var caller = new Caller(at(place))) {
            while (!allAnswer(caller.result(Caller.request("cluster.nodes", new JsonObject())))) {
                if (System.nanoTime() - end > 0) {
                    throw new IOException("the nodes did not find each other within " + PATIENCE);
                }
                Port.pause(PAUSE_MS);
            }
        }
    }

    private boolean allAnswer(JsonObject answer) {
        var nodes = answer.getJsonArray("nodes");
        return nodes.size() == running.size()
                && nodes.stream().allMatch(node -> ((JsonObject) node).getBoolean("answers"));
    }

    @Override
    public void close() {
        running.values().forEach(Server::kill);
    }
}
