package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.wire.Default;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Range;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import io.vertx.ext.web.handler.HttpException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What people and agents say that they did: a topic, as long as its history is kept. */
final class Activities {

    private static final int MOST = 10_000;
    private static final Set<String> TYPES = Set.of(
            "file_created file_edited file_deleted commit test_run build discussion command_executed".split(" "));

    /** Which of them. */
    record Asked(
            @Default("50") @Range(min = 1, max = MOST) int limit,
            @Nullable String agentId,
            @Nullable String activityType) {}

    /** One that is to be kept. */
    record Activity(
            @Nullable Object agentId,
            String activityType,
            @Nullable Map<String, Object> details) {}

    private record Item(long id, String projectId, Object agentId, String type, Object details, String timestamp) {
        private boolean fits(Asked asked) {
            return (asked.agentId() == null || asked.agentId().equals(String.valueOf(agentId)))
                    && (asked.activityType() == null || asked.activityType().equals(type));
        }
    }

    private record Stats(int total, Map<String, Long> byType, Map<Object, Long> agents) {}

    private Activities() {}

    static void into(WebTable table) {
        table.on("GET", "activities", Asked.class, Activities::list)
                .on("POST", "activities", Activity.class, Activities::track)
                .on("GET", "activities/stats", ask -> items(ask.guest()).map(Activities::stats));
    }

    private static Future<?> list(Guest guest, Asked asked) {
        return items(guest)
                .map(items -> items.stream()
                        .filter(item -> item.fits(asked))
                        .limit(asked.limit())
                        .toList());
    }

    private static Future<?> track(Guest guest, Activity done) {
        if (!TYPES.contains(done.activityType())) {
            throw new HttpException(400, "Invalid activity type: " + done.activityType());
        }
        return publish(guest, done.activityType(), done.agentId(), Members.in(done.details()))
                .map(event -> item(guest, event));
    }

    /** {@code guest} has done this; whether that can be noted changes nothing about it. */
    static void note(Guest guest, String type, Map<String, ?> details) {
        publish(guest, type, null, details);
    }

    private static Future<Topics.Event> publish(Guest guest, String type, Object agent, Object details) {
        var topic = News.topic(guest, "activities");
        var data = Members.of("agent_id", agent, "by", guest.principal().name(), "details", details);
        long now = System.currentTimeMillis();
        return guest.ask(Topics.PUBLISH, "topic", topic, "event", type, "data", data)
                .map(place -> new Topics.Event(topic, place.epoch(), place.seq(), type, data, now));
    }

    /** The latest first. */
    private static Future<List<Item>> items(Guest guest) {
        return guest.ask(Topics.HISTORY, "topic", News.topic(guest, "activities"), "limit", MOST)
                .map(history -> {
                    var items = new ArrayList<Item>();
                    history.events().stream()
                            .filter(event -> TYPES.contains(event.event()))
                            .forEach(event -> items.add(item(guest, event)));
                    Collections.reverse(items);
                    return items;
                });
    }

    private static Item item(Guest guest, Topics.Event event) {
        var data = Members.in(event.data());
        var time = Frames.time(event.time());
        return new Item(event.seq(), guest.workspace(), data.get("agent_id"), event.event(), data.get("details"), time);
    }

    private static Stats stats(List<Item> items) {
        return new Stats(items.size(), count(items, Item::type), count(items, Item::agentId));
    }

    private static <T> Map<T, Long> count(List<Item> items, Function<Item, T> what) {
        return items.stream()
                .map(what)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
    }

    /** As the page of activities wants it. */
    static Map<String, Object> shown(Guest guest, Topics.Event event) {
        var item = item(guest, event);
        var details = Members.in(item.details());
        var agent = item.agentId();
        var actor = agent == null
                ? Members.of("id", null, "name", "User", "type", "user")
                : Members.of("id", agent, "name", "Agent " + agent, "type", "agent");
        var kind = item.type().startsWith("file_") ? "file" : item.type();
        var name = details.getOrDefault("file", details.get("hash"));
        return Members.of(
                "id", item.id(),
                "type", item.type(),
                "timestamp", item.timestamp(),
                "actor", actor,
                "subject", Members.of("type", kind, "id", item.id(), "name", name),
                "message", item.type().replace('_', ' '),
                "metadata", details,
                "project_id", item.projectId());
    }
}
