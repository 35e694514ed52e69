package dev.trestle.gateway.access;

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

    /** Whether this principal may call {@code operation} on {@code topic}. */
    public boolean mayOn(String operation, String topic) {
        return grants.stream().anyMatch(grant -> grant.touches(topic) && grant.covers(operation));
    }

    /** Whether {@code workspace} exists for this principal; one that it cannot see looks like one that is not there. */
    public boolean sees(String workspace) {
        return grants.stream().anyMatch(grant -> grant.reaches(workspace));
    }
}
