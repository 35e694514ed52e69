package dev.trestle.launcher;

import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose files a command is about. */
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

    /** The files that were meant. */
    RemoteFiles files() {
        return new RemoteFiles(gateway.remote(), workspace);
    }
}
