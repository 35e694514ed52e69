package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;

/** The agents of a workspace, which GatheRing numbers: by their place in the list of them, from 1. */
final class Crew {

    /** One of them. */
    record Member(int id, String name) {}

    private Crew() {}

    static Future<List<Member>> of(Guest guest) {
        return guest.call(Agents.LIST, new Agents.ListAgents())
                .map(found -> IntStream.range(0, found.agents().size())
                        .mapToObj(i -> new Member(i + 1, found.agents().get(i).name()))
                        .toList());
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
