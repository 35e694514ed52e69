package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.gateway.dialect.WebTable.Ask;
import dev.trestle.wire.Default;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Range;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import io.vertx.ext.web.handler.HttpException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people and agents say that they did: a topic, as long as its history is kept. */
final class Activities {

    private static final int MOST = 10_000;
    private static final Set<String> TYPES = Set.of(
            "file_created file_edited file_deleted commit test_run build discussion command_executed".split(" "));

    /** Which of them. */
    record Asked(
            @Default("50") @Range(min = 1, max = MOST) int limit,
            @Nullable String agentId,
            @Nullable String activityType) {

        private boolean fits(Map<String, Object> item) {
            return (agentId == null || agentId.equals(String.valueOf(item.get("agent_id"))))
                    && (activityType == null || activityType.equals(item.get("type")));
        }
    }

    /** One of them. */
    record Activity(
            @Nullable Object agentId,
            String activityType,
            @Nullable Map<String, Object> details) {}

    private Activities() {}

    static void into(WebTable table) {
        table.on("GET", "activities", Asked.class, Activities::list)
                .on("POST", "activities", Activity.class, Activities::track)
                .on("GET", "activities/stats", ask -> items(ask.guest()).map(Activities::stats));
    }

    private static Future<List<Map<String, Object>>> list(Ask ask, Asked asked) {
        return items(ask.guest())
                .map(items ->
                        items.stream().filter(asked::fits).limit(asked.limit()).toList());
    }

    /** {@code guest} has done this; whether that can be noted changes nothing about it. */
    static void note(Guest guest, String type, Map<String, ?> details) {
        publish(guest, type, null, details);
    }

    private static Future<Topics.Position> publish(Guest guest, String type, Object agent, Object details) {
        var data = Members.of("agent_id", agent, "by", guest.principal().name(), "details", details);
        return guest.call(Topics.PUBLISH, new Topics.Publish(News.topic(guest.workspace(), "activities"), type, data));
    }

    private static Future<Map<String, Object>> track(Ask ask, Activity done) {
        var type = done.activityType();
        if (!TYPES.contains(type)) {
            throw new HttpException(400, "Invalid activity type: " + type);
        }
        var guest = ask.guest();
        var details = Members.in(done.details());
        return publish(guest, type, done.agentId(), details)
                .map(place -> item(
                        guest.workspace(), place.seq(), type, done.agentId(), details, System.currentTimeMillis()));
    }

    /** The latest first. */
    private static Future<List<Map<String, Object>>> items(Guest guest) {
        var request = new Topics.ReadHistory(News.topic(guest.workspace(), "activities"), null, MOST);
        return guest.call(Topics.HISTORY, request).map(history -> {
            var items = new ArrayList<Map<String, Object>>();
            history.events().stream()
                    .filter(event -> TYPES.contains(event.event()))
                    .forEach(event -> items.add(item(guest.workspace(), event)));
            Collections.reverse(items);
            return items;
        });
    }

    static Map<String, Object> item(String workspace, Topics.Event event) {
        var data = Members.in(event.data());
        return item(workspace, event.seq(), event.event(), data.get("agent_id"), data.get("details"), event.time());
    }

    private static Map<String, Object> item(
            String workspace, long id, String type, Object agent, Object details, long time) {
        return Members.of(
                "id", id,
                "project_id", workspace,
                "agent_id", agent,
                "type", type,
                "details", details,
                "timestamp", Frames.time(time));
    }

    private static Map<String, Object> stats(List<Map<String, Object>> items) {
        var types = new HashMap<Object, Integer>();
        var agents = new HashMap<Object, Integer>();
        for (var item : items) {
            types.merge(item.get("type"), 1, Integer::sum);
            if (item.get("agent_id") != null) {
                agents.merge(item.get("agent_id"), 1, Integer::sum);
            }
        }
        return Members.of("total", items.size(), "by_type", types, "agents", agents);
    }

    /** As the page of activities wants it, of an {@code item}. */
    static Map<String, Object> shown(Map<String, Object> item) {
        var agent = item.get("agent_id");
        var type = String.valueOf(item.get("type"));
        var details = Members.in(item.get("details"));
        return Members.of(
                "id", item.get("id"),
                "type", type,
                "timestamp", item.get("timestamp"),
                "actor", actor(agent),
                "subject", subject(item.get("id"), type, details),
                "message", type.replace('_', ' '),
                "metadata", details,
                "project_id", item.get("project_id"));
    }

    private static Map<String, Object> actor(Object agent) {
        return agent == null
                ? Members.of("id", null, "name", "User", "type", "user")
                : Members.of("id", agent, "name", "Agent " + agent, "type", "agent");
    }

    private static Map<String, Object> subject(Object id, String type, Map<String, Object> details) {
        var name = details.getOrDefault("file", details.get("hash"));
        return Members.of("type", type.startsWith("file_") ? "file" : type, "id", id, "name", name);
    }
}
