package dev.trestle.wire;

import java.util.List;

/** Which nodes the cluster has, and what each says of itself. */
public final class Nodes {

    public static final Operation<Empty, Listing> LIST = new Operation<>(
            "cluster.nodes", Empty.class, Listing.class, "Lists the nodes of the cluster and what each of them does.");

    /** Every node answers for itself. Between nodes: no client can call it. */
    public static final Operation<Empty, Description> DESCRIBE =
            new Operation<>("node.describe", Empty.class, Description.class, "Says what this node is and does.");

    /** The answer to {@code cluster.nodes}. */
    @Describe("The nodes of the cluster.")
    public record Listing(
            @Describe("In alphabetical order of their names.")
            List<Node> nodes) {}

    /** One row of the listing. */
    @Describe("A node of the cluster.")
    public record Node(
            @Describe("The node's name, as in session.ready and in handles.")
            String node,

            @Describe("Whether it said what it is within two seconds.")
            boolean answers,

            @Describe("What it said; absent when it did not answer.") @Nullable
            Description is) {}

    /** What a node says of itself. */
    @Describe("What a node is and does.")
    public record Description(
            @Describe("The version of Trestle that it runs.")
            String version,

            @Describe("Its roles, in alphabetical order.") List<String> roles,

            @Describe("When it began to serve, in epoch milliseconds.")
            long started,

            @Describe("The workspaces that it can host, in alphabetical order.")
            List<String> workspaces,

            @Describe("The WebSockets that are open; absent where there is no gateway.") @Nullable
            Integer sockets,

            @Describe("The terminals that it keeps; absent where there can be none.") @Nullable
            Integer terminals) {}

    private Nodes() {}
}
