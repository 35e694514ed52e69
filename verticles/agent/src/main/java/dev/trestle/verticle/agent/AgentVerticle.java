package dev.trestle.verticle.agent;

import dev.trestle.bus.Feed;
import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.bus.Workplaces;
import dev.trestle.config.AgentConfig;
import dev.trestle.config.NamedAgent;
import dev.trestle.config.PtyConfig;
import dev.trestle.verticle.agent.session.Sessions;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Feeds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Serves {@link Agents}: a table of operations, nothing else. */
public final class AgentVerticle extends VerticleBase {

    /** How many agents are started at once. */
    private static final int STARTING = 4;

    /** How often to look for sessions whose time is over, in milliseconds at most. */
    private static final long PERIOD = 1_000;

    /** How long the last events may take to be told, in seconds. */
    private static final long LAST_WORDS = 2;

    private final Node node;
    private final AgentConfig config;
    private final Catalogue catalogue;
    private final PtyConfig terminals;
    private final Map<String, Path> workspaces;
    private final Sessions sessions;
    private Operations operations;

    /**
     * Sessions with {@code agents} in {@code workspaces}, a directory for each id; those that are programs run in the sandbox
     * of {@code terminals}.
     */
    public AgentVerticle(
            Node node,
            AgentConfig config,
            Map<String, NamedAgent> agents,
            PtyConfig terminals,
            Map<String, Path> workspaces) {
        this.node = node;
        this.config = config;
        this.catalogue = new Catalogue(config, agents);
        this.terminals = terminals;
        this.workspaces = workspaces;
        this.sessions = new Sessions(node, config);
    }

    @Override
    public Future<?> start() {
        var threads = vertx.createSharedWorkerExecutor("agent-start", STARTING);
        long shortest = Math.min(config.limits().idleMs(), config.limits().endedMs());
        vertx.setPeriodic(Math.min(PERIOD, 1 + shortest / 2), tick -> sessions.tidy());
        return threads.executeBlocking(this::prepare).compose(workplaces -> {
            operations = Operations.of(node, "agent", workspaces.keySet())
                    .serve(Agents.LIST, new ListAgents(catalogue))
                    .serve(Agents.START, new StartSession(node, catalogue, workplaces, sessions, threads, context))
                    .serve(Agents.PROMPT, new PromptAgent(sessions))
                    .serve(Agents.CANCEL, new CancelTurn(sessions))
                    .serve(Agents.PERMIT, new AnswerQuestion(sessions))
                    .serve(Agents.STOP, new StopSession(sessions))
                    .serve(Agents.SESSIONS, new ListSessions(sessions))
                    .serve(Agents.TRANSCRIPT, new ReadTranscript(sessions))
                    .serve(Feeds.AGENT, new Feed(vertx, Map.of(Agents.KIND, SessionNews.of(node, sessions))));
            return operations.start();
        });
    }

    /** Blocks: looks at directories and tries the sandbox. */
    private Workplaces prepare() {
        var workplaces = new Workplaces(workspaces);
        catalogue.prepare(terminals, workplaces);
        return workplaces;
    }

    @Override
    public Future<?> stop() {
        return operations
                .stop()
                .compose(withdrawn ->
                        sessions.leave().timeout(LAST_WORDS, TimeUnit.SECONDS).otherwiseEmpty())
                .eventually(catalogue::close);
    }
}
