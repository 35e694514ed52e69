package dev.trestle.gateway.dialect.patterns;

import dev.trestle.config.PatternsConfig;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.EventSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The clients that are there, and those that are expected back. */
final class Clients {

    private static final int NAME_LENGTH = 9;

    private final SecureRandom random = new SecureRandom();
    private final Door door;
    private final PatternsConfig config;
    private final Map<String, Client> all = new LinkedHashMap<>();
    /** The longest away first. */
    private final Set<Client> away = new LinkedHashSet<>();

    Clients(Door door, PatternsConfig config) {
        this.door = door;
        this.config = config;
    }

    PatternsConfig config() {
        return config;
    }

    /** Somebody connects who was {@code id} before, if it is not {@code null} and still expected. */
    void welcome(String id, EventSocket socket) {
        var client = all.computeIfAbsent(all.containsKey(id) ? id : name(), name -> new Client(name, this));
        away.remove(client);
        client.arrive(socket);
    }

    private String name() {
        var letters = random.ints(NAME_LENGTH, 0, Character.MAX_RADIX)
                .mapToObj(digit -> Integer.toString(digit, Character.MAX_RADIX))
                .collect(Collectors.joining());
        return "client_" + System.currentTimeMillis() + "_" + letters;
    }

    /** {@code client} has lost its connection. */
    void left(Client client) {
        if (door.draining() || config.awayMs() == 0 || !config.toAll() && client.isWithoutSession()) {
            forget(client);
            return;
        }
        away.add(client);
        if (away.size() > config.away()) {
            forget(away.iterator().next());
        }
        int absence = client.absence();
        door.vertx().setTimer(config.awayMs(), late -> {
            if (away.contains(client) && client.absence() == absence) {
                forget(client);
            }
        });
    }

    private void forget(Client client) {
        away.remove(client);
        all.remove(client.id());
        client.end();
    }

    /** Has everybody follow {@code conversation} who is to hear of it. */
    void announce(Conversation conversation) {
        others(conversation).forEach(client -> client.follow(conversation));
    }

    /** Tells those who follow {@code conversation} beside its owner. */
    void tellOthers(Conversation conversation, Map<String, Object> frame) {
        others(conversation).forEach(client -> client.tell(frame));
    }

    /** {@code conversation} is over; those who are being told so are not disturbed in that. */
    void conclude(Conversation conversation) {
        door.vertx().runOnContext(later -> all.values().forEach(client -> client.leave(conversation)));
    }

    private List<Client> others(Conversation conversation) {
        return config.toAll()
                ? all.values().stream()
                        .filter(client -> client != conversation.owner() && !away.contains(client))
                        .toList()
                : List.of();
    }

    /** What {@code client} is told of when it comes. */
    List<Conversation> heardBy(Client client) {
        var heard = new ArrayList<Conversation>();
        for (var other : config.toAll() ? all.values() : List.of(client)) {
            other.running().ifPresent(heard::add);
        }
        return heard;
    }
}
