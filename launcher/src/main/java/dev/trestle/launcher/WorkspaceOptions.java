package dev.trestle.launcher;

import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which workspace of which gateway a command is about. */
final class WorkspaceOptions {

    @Mixin
    private final GatewayOptions gateway;

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "ID",
            description = "The workspace; without it, the one called default.")
    private String workspace = "default";

    WorkspaceOptions(Map<String, String> environment) {
        gateway = new GatewayOptions(environment);
    }

    /** The gateway that was meant. */
    GatewayOptions gateway() {
        return gateway;
    }

    /** The id of the workspace that was meant. */
    String id() {
        return workspace;
    }

    /** The files that were meant. */
    RemoteFiles files() {
        return new RemoteFiles(gateway.remote(), workspace);
    }
}
