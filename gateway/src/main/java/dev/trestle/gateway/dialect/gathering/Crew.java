package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;

/** The agents of a workspace, which GatheRing numbers: by their place in the list of them, from 1. */
final class Crew {

    /** One of them. */
    record Member(int id, Agents.Agent agent) {
        String name() {
            return agent.name();
        }
    }

    private record Shown(List<?> agents, int total) {}

    private Crew() {}

    static Future<List<Member>> of(Guest guest) {
        return guest.ask(Agents.LIST)
                .map(found -> IntStream.range(0, found.agents().size())
                        .mapToObj(i -> new Member(i + 1, found.agents().get(i)))
                        .toList());
    }

    /** As pages list them. */
    static Future<?> shown(Guest guest) {
        return of(guest).map(crew -> new Shown(crew.stream().map(Crew::shown).toList(), crew.size()));
    }

    private static Object shown(Member member) {
        return Members.of(
                "id", member.id(),
                "name", member.name(),
                "role", member.agent().description(),
                "provider", member.agent().kind(),
                "model", member.agent().kind(),
                "status", "idle",
                "competencies", List.of(),
                "can_review", List.of(),
                "current_task", null,
                "last_activity", null);
    }

    /** The one of this name or number. */
    static Future<Member> find(Guest guest, String named) {
        return of(guest)
                .map(crew -> crew.stream()
                        .filter(member ->
                                List.of(member.name(), "" + member.id()).contains(named))
                        .findFirst()
                        .orElseThrow(() -> new Failure(ErrorCode.NOT_FOUND, "Agent " + named + " not found")));
    }

    /** The number in {@code crew} of who is called {@code name}; 0 for nobody. */
    static int number(List<Member> crew, String name) {
        return crew.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .map(Member::id)
                .orElse(0);
    }
}
