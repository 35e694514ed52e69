package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The agents of a workspace, which GatheRing numbers: by their place in the list of them, from 1. */
final class Crew {

    /** One of them. */
    record Member(int id, String name, String kind, String description) {}

    private Crew() {}

    static Future<List<Member>> of(Guest guest) {
        return guest.call(Agents.LIST, new Agents.ListAgents())
                .map(found -> IntStream.range(0, found.agents().size())
                        .mapToObj(i -> member(i + 1, found.agents().get(i)))
                        .toList());
    }

    private static Member member(int id, Agents.Agent agent) {
        return new Member(id, agent.name(), agent.kind(), agent.description());
    }

    /** As pages list them. */
    static Future<Map<String, Object>> shown(Guest guest) {
        return of(guest).map(members -> {
            var agents = members.stream()
                    .map(member -> Members.of(
                            "id", member.id(),
                            "name", member.name(),
                            "role", member.description(),
                            "provider", member.kind(),
                            "model", member.kind(),
                            "status", "idle",
                            "competencies", List.of(),
                            "can_review", List.of(),
                            "current_task", null,
                            "last_activity", null))
                    .toList();
            return Members.of("agents", agents, "total", agents.size());
        });
    }

    /** The one of this name or number. */
    static Future<Member> find(Guest guest, String named) {
        return of(guest)
                .map(members -> members.stream()
                        .filter(member -> member.name().equals(named) || named.equals(Integer.toString(member.id())))
                        .findFirst()
                        .orElseThrow(() -> new Failure(ErrorCode.NOT_FOUND, "Agent " + named + " not found")));
    }
}
