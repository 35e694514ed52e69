package dev.trestle.gateway.access;

import dev.trestle.wire.TopicName;
import java.util.List;

/**
 * Somebody who has proved who they are.
 *
 * @param name who
 * @param grants what they may do; a call needs one grant that allows all of it
 */
public record Principal(String name, List<Grant> grants) {

    public Principal {
        grants = List.copyOf(grants);
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
}
