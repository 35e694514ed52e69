package dev.trestle.launcher;

import dev.trestle.config.ConfigException;
import dev.trestle.config.DialectsConfig;
import dev.trestle.config.EffectiveSettings;
import dev.trestle.config.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that say what a node is: they override the settings of the same meaning. */
final class NodeOptions {

    private static final String WORKSPACES = "workspaces";
    private static final String DEFAULT_WORKSPACE = WORKSPACES + ".default";

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = {
                "The folder to serve, as workspace \"default\".",
                "Without DIR: the workspaces of --workspace and of the configuration; "
                        + "if there are none, the current folder."
            })
    private Path folder;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "The address to listen on; beyond this machine it needs TRESTLE_TOKEN.")
    private String host;

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on; 0 takes a free one.")
    private String port;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A YAML file of settings; trestle check shows all of them.")
    private Path config;

    @Option(
            names = "--role",
            paramLabel = "R",
            split = ",",
            description = "What this node does, such as gateway or fs,pty; without it all: gateway,fs,pty,agent.")
    private final List<String> roles = new ArrayList<>();

    @Option(
            names = "--dialects",
            paramLabel = "D",
            split = ",",
            description =
                    "Protocols of other systems to speak as well, each on its own port on this machine: all, or names.")
    private final List<String> dialects = new ArrayList<>();

    @Option(
            names = "--workspace",
            paramLabel = "ID=DIR",
            description = "One more workspace, or another folder for one that the configuration names. Repeatable.")
    private final List<String> workspaces = new ArrayList<>();

    /**
     * The settings that these arguments, the environment and the file make together.
     *
     * @throws ConfigException when they are refused
     * @throws CommandException when an argument has not the form it needs
     */
    EffectiveSettings read(Map<String, String> environment) {
        var overrides = overrides();
        try {
            return read(environment, overrides);
        } catch (ConfigException refused) {
            // Nobody has named a workspace, neither here nor in the file nor in the environment.
            if (!refused.key().equals(WORKSPACES)) {
                throw refused;
            }
            overrides.put(DEFAULT_WORKSPACE, Path.of("").toAbsolutePath().toString());
            return read(environment, overrides);
        }
    }

    private EffectiveSettings read(Map<String, String> environment, Map<String, String> overrides) {
        return EffectiveSettings.read(new Sources(config, environment, overrides));
    }

    /** Whether settings come from a file, which can change. */
    boolean hasFile() {
        return config != null;
    }

    /** Dotted key to value, of what was said and nothing else. */
    Map<String, String> overrides() {
        var overrides = new HashMap<String, String>();
        if (host != null) {
            overrides.put("gateway.host", host);
        }
        if (port != null) {
            overrides.put("gateway.port", port);
        }
        if (!roles.isEmpty()) {
            overrides.put("node.roles", yamlList(roles));
        }
        for (var dialect : dialects.contains("all") ? DialectsConfig.NAMES : dialects) {
            overrides.put("dialects." + known(dialect) + ".enabled", "true");
        }
        for (var workspace : workspaces) {
            addWorkspace(overrides, workspace);
        }
        if (folder != null) {
            if (overrides.put(DEFAULT_WORKSPACE, folder.toAbsolutePath().toString()) != null) {
                throw CommandException.misused(
                        "DIR and --workspace default=… both name the workspace \"default\"; keep one");
            }
        }
        return overrides;
    }

    private static String known(String dialect) {
        if (!DialectsConfig.NAMES.contains(dialect)) {
            throw CommandException.misused("--dialects must be all or some of "
                    + String.join(", ", DialectsConfig.NAMES) + ", not \"" + dialect + "\"");
        }
        return dialect;
    }

    private static void addWorkspace(Map<String, String> overrides, String workspace) {
        int equals = workspace.indexOf('=');
        if (equals < 1 || equals == workspace.length() - 1) {
            throw CommandException.misused(
                    "--workspace must be ID=DIR, such as demo=/srv/demo, not \"" + workspace + "\"");
        }
        var key = WORKSPACES + "." + workspace.substring(0, equals);
        var folder = Path.of(workspace.substring(equals + 1)).toAbsolutePath().toString();
        if (overrides.put(key, folder) != null) {
            throw CommandException.misused(
                    "--workspace names \"" + workspace.substring(0, equals) + "\" twice; keep one of them");
        }
    }

    private static String yamlList(List<String> items) {
        return items.stream()
                .map(item -> '"' + item.strip().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
