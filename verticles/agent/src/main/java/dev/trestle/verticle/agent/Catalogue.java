package dev.trestle.verticle.agent;

import dev.trestle.bus.Workplace;
import dev.trestle.bus.Workplaces;
import dev.trestle.config.AgentConfig;
import dev.trestle.config.NamedAgent;
import dev.trestle.config.PtyConfig;
import dev.trestle.verticle.agent.backend.Backend;
import dev.trestle.verticle.agent.backend.Opening;
import dev.trestle.verticle.agent.backend.acp.AcpBackend;
import dev.trestle.verticle.agent.backend.acp.Starter;
import dev.trestle.verticle.agent.backend.demo.DemoBackend;
import dev.trestle.verticle.agent.backend.openai.OpenAiBackend;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The agents of the settings, and how each is reached. */
final class Catalogue {

    private final AgentConfig config;
    private final Map<String, NamedAgent> agents = new TreeMap<>();
    private Starter starter;

    Catalogue(AgentConfig config, Map<String, NamedAgent> all) {
        this.config = config;
        all.forEach((name, agent) -> {
            if (agent.kind() != NamedAgent.Kind.OFF) {
                agents.put(name, agent);
            }
        });
    }

    /** Gets ready for agents that are programs, where there are some. Blocks; refuses where a sandbox does not work. */
    void prepare(PtyConfig terminals, Workplaces workplaces) {
        if (agents.values().stream().anyMatch(agent -> agent.kind() == NamedAgent.Kind.ACP)) {
            starter = new Starter(terminals, System.getenv());
            starter.check(workplaces.all().stream().map(Workplace::root).toList());
        }
    }

    /** Ends what is left of agents that are programs. */
    Future<Void> close() {
        return starter == null ? Future.succeededFuture() : starter.close();
    }

    Agents.Listing listing() {
        var described = agents.entrySet().stream()
                .map(entry -> new Agents.Agent(
                        entry.getKey(),
                        entry.getValue().kind().name().toLowerCase(Locale.ROOT),
                        entry.getValue().description() == null
                                ? ""
                                : entry.getValue().description()))
                .toList();
        return new Agents.Listing(described, config.standard());
    }

    String standard() {
        return config.standard();
    }

    /**
     * The agent of that name.
     *
     * @throws Failure {@code UNSUPPORTED} when there is none
     */
    NamedAgent find(String name) {
        var agent = agents.get(name);
        if (agent == null) {
            throw new Failure(
                    ErrorCode.UNSUPPORTED,
                    "no agent is called \"" + name + "\"; there are " + String.join(", ", agents.keySet()));
        }
        return agent;
    }

    /** What reaches {@code agent} for one session; what blocks of it runs on {@code threads}. */
    Backend backend(NamedAgent agent, Opening opening, WorkerExecutor threads) {
        return switch (agent.kind()) {
            case DEMO -> new DemoBackend(opening.loop().owner());
            case ACP -> new AcpBackend(agent, opening, config.limits().messageBytes(), starter, threads);
            case OPENAI -> new OpenAiBackend(agent, opening, config.limits(), threads);
            case OFF -> throw new IllegalStateException("never found");
        };
    }
}
