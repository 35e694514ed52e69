package dev.trestle.wire;

import java.util.List;

/** Which workspaces there are. Served by the gateway. */
public final class Workspaces {

    public static final Operation<Empty, Listing> LIST = new Operation<>(
            "workspace.list", Empty.class, Listing.class, "Lists the workspaces this principal can see.");

    /** The answer to {@code workspace.list}. */
    @Describe("The workspaces this principal can see.")
    public record Listing(
            @Describe("In alphabetical order of their ids.") List<Workspace> workspaces) {}

    /** One row of the listing. */
    @Describe("A workspace and what can be done in it now.")
    public record Workspace(
            @Describe("The id that params.workspace takes.") String id,
            @Describe("The services that serve it now.") List<String> services) {}

    private Workspaces() {}
}
