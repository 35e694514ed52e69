package dev.trestle.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything a node is told before it starts, one record per room; what holds between two rooms is checked here.
 *
 * @param workspaces id to directory, in the order given; absolute paths, which exist when this node hosts them
 * @param agents name to how the agent is reached, in the order given
 */
public record Settings(
        NodeConfig node,
        GatewayConfig gateway,
        DialectsConfig dialects,
        TopicsConfig topics,
        RedisConfig redis,
        BridgeConfig bridge,
        AccessConfig access,
        Map<String, Path> workspaces,
        FsConfig fs,
        PtyConfig pty,
        GitConfig git,
        AgentConfig agent,
        Map<String, NamedAgent> agents,
        ClusterConfig cluster,
        StatusConfig status,
        TracingConfig tracing,
        LogConfig log) {

    /** What the name of an agent looks like. */
    static final String AGENT = "[A-Za-z0-9][A-Za-z0-9_-]{0,31}";

    public Settings {
        Require.present("node", node);
        Require.present("gateway", gateway);
        Require.present("dialects", dialects);
        Require.present("topics", topics);
        Require.present("redis", redis);
        Require.present("bridge", bridge);
        Require.present("access", access);
        Require.present("workspaces", workspaces);
        Require.present("fs", fs);
        Require.present("pty", pty);
        Require.present("git", git);
        Require.present("agent", agent);
        Require.present("agents", agents);
        Require.present("cluster", cluster);
        Require.present("status", status);
        Require.present("tracing", tracing);
        Require.present("log", log);
        workspaces = Collections.unmodifiableMap(new LinkedHashMap<>(workspaces));
        workspaces.forEach((id, folder) -> checkWorkspace(node, id, folder));
        agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
        checkAgents(agent, agents);
        Require.that(
                !node.hosts() || !workspaces.isEmpty(),
                "workspaces",
                "needs at least one entry for the roles fs, pty, git and agent, such as demo: /srv/demo");
        checkDoors(node, gateway, access, redis, bridge);
    }

    /** The same with these. */
    Settings with(GatewayConfig otherGateway, AccessConfig otherAccess) {
        return new Settings(
                node,
                otherGateway,
                dialects,
                topics,
                redis,
                bridge,
                otherAccess,
                workspaces,
                fs,
                pty,
                git,
                agent,
                agents,
                cluster,
                status,
                tracing,
                log);
    }

    private static void checkDoors(
            NodeConfig node, GatewayConfig gateway, AccessConfig access, RedisConfig redis, BridgeConfig bridge) {
        Require.that(
                bridge.redis().isEmpty() || redis.url() != null,
                "redis.url",
                "needs a value for bridge.redis, such as redis://127.0.0.1:6379");
        Require.that(
                !node.has(NodeConfig.GATEWAY) || access.admits() || Host.isLoopback(gateway.host()),
                "gateway.host",
                "is " + gateway.host() + ", which other machines can reach, and there is no token: set TRESTLE_TOKEN"
                        + " to at least 16 characters, or bind to 127.0.0.1");
    }

    /**
     * Reads the file and the environment, lays them over the defaults and checks the whole.
     *
     * @throws ConfigException at the first thing that is wrong
     */
    public static Settings read(Sources sources) {
        return EffectiveSettings.read(sources).settings();
    }

    private static void checkAgents(AgentConfig agent, Map<String, NamedAgent> agents) {
        agents.forEach(Settings::checkAgent);
        var standard = agents.get(agent.standard());
        Require.that(
                standard != null && standard.kind() != NamedAgent.Kind.OFF,
                "agent.standard",
                "must be the name of one of agents, not \"" + agent.standard() + "\"");
    }

    private static void checkAgent(String name, NamedAgent agent) {
        var accepted = "must be 1 to 32 of a-z A-Z 0-9 _ - and begin with a letter or a digit, not \"" + name + "\"";
        Require.that(name.matches(AGENT), "agents." + name, accepted);
        agent.check("agents." + name);
    }

    private static void checkWorkspace(NodeConfig node, String id, Path folder) {
        String key = "workspaces." + id;
        Require.identifier(key, id);
        Require.present(key, folder);
        boolean accepted = folder.isAbsolute() && (!node.hosts() || Files.isDirectory(folder));
        Require.that(accepted, key, "must be a directory that exists, not " + folder);
    }
}
