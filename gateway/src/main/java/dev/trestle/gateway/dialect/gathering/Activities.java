package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.gathering.Rest.Ask;
import dev.trestle.gateway.dialect.gathering.Rest.Work;
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
            "file_created",
            "file_edited",
            "file_deleted",
            "commit",
            "test_run",
            "build",
            "discussion",
            "command_executed");

    void into(Map<String, Work> table) {
        table.put("GET activities", Activities::list);
        table.put("POST activities", Activities::track);
        table.put("GET activities/stats", ask -> items(ask.guest()).map(Activities::stats));
    }

    /** {@code guest} has done this; whether that can be noted changes nothing about it. */
    static void note(Guest guest, String type, Map<String, ?> details) {
        publish(guest, type, null, details);
    }

    private static Future<Topics.Position> publish(Guest guest, String type, Object agent, Object details) {
        var data = Frames.of("agent_id", agent, "by", guest.principal().name(), "details", details);
        return guest.call(Topics.PUBLISH, new Topics.Publish(News.topic(guest.workspace(), "activities"), type, data));
    }

    private static Future<Map<String, Object>> track(Ask ask) {
        var type = ask.member("activity_type");
        if (!TYPES.contains(type)) {
            throw new HttpException(400, "Invalid activity type: " + type);
        }
        var agent = ask.given("agent_id");
        var details = ask.given("details");
        var known = details instanceof io.vertx.core.json.JsonObject members ? members.getMap() : Map.of();
        return publish(ask.guest(), type, agent, known)
                .map(place ->
                        item(ask.guest().workspace(), place.seq(), type, agent, known, System.currentTimeMillis()));
    }

    private static Future<List<Map<String, Object>>> list(Ask ask) {
        var agent = ask.text("agent_id");
        var type = ask.text("activity_type");
        int limit = ask.number("limit", 50, MOST);
        return items(ask.guest())
                .map(items -> items.stream()
                        .filter(item -> agent == null || agent.equals(String.valueOf(item.get("agent_id"))))
                        .filter(item -> type == null || type.equals(item.get("type")))
                        .limit(limit)
                        .toList());
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
        var data = Frames.members(event.data());
        return item(workspace, event.seq(), event.event(), data.get("agent_id"), data.get("details"), event.time());
    }

    private static Map<String, Object> item(
            String workspace, long id, String type, Object agent, Object details, long time) {
        var item = Frames.of("id", id, "project_id", workspace, "agent_id", agent, "type", type);
        item.put("details", details);
        item.put("timestamp", Frames.time(time));
        return item;
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
        return Frames.of("total", items.size(), "by_type", types, "agents", agents);
    }

    /** As the page of activities wants it, of an {@code item}. */
    static Map<String, Object> shown(Map<String, Object> item) {
        boolean agent = item.get("agent_id") != null;
        var actor = Frames.of("id", item.get("agent_id"), "name", agent ? "Agent " + item.get("agent_id") : "User");
        actor.put("type", agent ? "agent" : "user");
        var type = String.valueOf(item.get("type"));
        var details = Frames.members(item.get("details"));
        var subject = Frames.of("type", type.startsWith("file_") ? "file" : type, "id", item.get("id"));
        subject.put("name", details.containsKey("file") ? details.get("file") : details.get("hash"));
        var shown = Frames.of("id", item.get("id"), "type", type, "timestamp", item.get("timestamp"));
        shown.putAll(Frames.of("actor", actor, "subject", subject, "message", type.replace('_', ' ')));
        shown.putAll(Frames.of("metadata", details, "project_id", item.get("project_id")));
        return shown;
    }
}
