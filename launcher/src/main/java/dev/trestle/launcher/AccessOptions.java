package dev.trestle.launcher;

import dev.trestle.config.AccessConfig;
import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Whose configuration a command about tokens goes by. */
final class AccessOptions {

    private final Map<String, String> environment;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings of the gateway; beside them TRESTLE_... counts, as for it.")
    private Path config;

    AccessOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Its settings of access, whatever else it does. */
    AccessConfig read() {
        var alone = Map.of("node.roles", "[gateway]", "gateway.host", "127.0.0.1");
        return Settings.read(new Sources(config, environment, alone)).access();
    }
}
