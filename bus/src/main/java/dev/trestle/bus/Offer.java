package dev.trestle.bus;

import dev.trestle.wire.Protocol;
import java.util.Set;

/**
 * What one service of one node offers.
 *
 * @param node the node
 * @param service the service's name, the part of its operations before the dot
 * @param operations the names of the operations it serves
 * @param workspaces the workspaces it can host; {@link #ANY} stands for all
 * @param term the term of the node, as its {@link Fence} counts; calls say by which they were sent
 */
public record Offer(String node, String service, Set<String> operations, Set<String> workspaces, int term) {

    /** In {@link #workspaces}: whatever workspace there is. */
    public static final String ANY = "*";

    public Offer {
        operations = Set.copyOf(operations);
        workspaces = Set.copyOf(workspaces);
    }

    /** The event bus address of this service on this node. */
    public String address() {
        return "trestle." + service + "@" + node;
    }

    /** The node that {@code address} belongs to. */
    static String nodeOf(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    boolean hosts(String workspace) {
        return workspaces.contains(workspace) || workspaces.contains(ANY);
    }

    boolean serves(String operation) {
        return operations.contains(operation);
    }

    /** Whether clients can call something of it. */
    boolean servesClients() {
        return !operations.stream().allMatch(Protocol::isInternal);
    }

    String key() {
        return service + "@" + node;
    }
}
