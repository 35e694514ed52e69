package dev.trestle.gateway.access;

import dev.trestle.bus.Glob;
import dev.trestle.bus.Word;
import dev.trestle.wire.TopicName;
import java.util.List;

/**
 * Somebody who has proved who they are.
 *
 * @param name who
 * @param grants what they may do; a call needs one grant that allows all of it
 * @param until when the proof ends, in epoch milliseconds
 * @param from the address they come from; {@code null} where that is not known
 */
public record Principal(String name, List<Grant> grants, long until, String from) {

    public Principal {
        grants = List.copyOf(grants);
    }

    /** Somebody whose proof never ends. */
    public Principal(String name, List<Grant> grants) {
        this(name, grants, Long.MAX_VALUE, null);
    }

    /** The same one at {@code address}. */
    public Principal at(String address) {
        return new Principal(name, grants, until, address);
    }

    /** Whether this is who started the node. */
    public boolean isOwner() {
        return name.equals("owner");
    }

    /** Whether this principal may call {@code operation} somewhere. */
    public boolean may(String operation) {
        return grants.stream().anyMatch(grant -> grant.covers(operation));
    }

    /** Whether this principal may call {@code operation} in {@code workspace}. */
    public boolean may(String operation, String workspace) {
        for (var grant : grants) {
            if (grant.reaches(workspace) && grant.covers(operation)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this principal may call {@code operation} on {@code topic}, and in its workspace where it has one. */
    public boolean mayOn(String operation, TopicName topic) {
        for (var grant : grants) {
            boolean there = topic.workspace() == null || grant.reaches(topic.workspace());
            if (there && grant.touches(topic.text()) && grant.covers(operation)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code workspace} exists for this principal; one that it cannot see looks like one that is not there. */
    public boolean sees(String workspace) {
        return grants.stream().anyMatch(grant -> grant.reaches(workspace));
    }

    /** When the proof ends, in epoch milliseconds; {@code null} when it does not. */
    public Long expiresAt() {
        return until == Long.MAX_VALUE ? null : until;
    }

    /** Whether the proof has ended. */
    public boolean expired() {
        return until <= System.currentTimeMillis();
    }

    /** What a worker is told of this principal. */
    public Word wordIn(String workspace) {
        var operations = grants.stream()
                .filter(grant -> grant.reaches(workspace))
                .flatMap(grant -> grant.operations().stream().map(Glob::text))
                .distinct()
                .toList();
        return new Word(name, workspace, operations, until);
    }
}
