package dev.trestle.bus;

import java.util.List;

/**
 * Who owns what among some nodes, as rendezvous hashing says: whoever knows the same nodes comes to the same owners, and a
 * node that comes or goes moves only what it owns itself.
 *
 * @param nodes in a fixed order; none stands for {@code me} alone
 * @param me the node that asks
 */
public record Owners(List<String> nodes, String me) {

    public Owners {
        nodes = List.copyOf(nodes);
    }

    /** The node that owns {@code key}. */
    public String of(String key) {
        if (nodes.size() < 2) {
            return nodes.isEmpty() ? me : nodes.get(0);
        }
        String best = null;
        long bestWeight = 0;
        for (var node : nodes) {
            long weight = WorkerDirectory.weight(node, key);
            if (best == null || Long.compareUnsigned(weight, bestWeight) > 0) {
                best = node;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** Whether {@code me} owns {@code key}. */
    public boolean mine(String key) {
        return of(key).equals(me);
    }

    /** The node that owns {@code key} once its owner is gone; the owner itself when there is no other. */
    public String heirOf(String key) {
        var rest = without(of(key));
        return rest.nodes.isEmpty() ? of(key) : rest.of(key);
    }

    /** The same without {@code node}. */
    public Owners without(String node) {
        return new Owners(nodes.stream().filter(one -> !one.equals(node)).toList(), me);
    }

    /** The nodes but {@code me}. */
    public List<String> others() {
        return nodes.stream().filter(node -> !node.equals(me)).toList();
    }
}
