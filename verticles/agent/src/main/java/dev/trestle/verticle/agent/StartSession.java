package dev.trestle.verticle.agent;

import dev.trestle.bus.Call;
import dev.trestle.bus.Node;
import dev.trestle.bus.OperationHandler;
import dev.trestle.bus.Workplace;
import dev.trestle.bus.Workplaces;
import dev.trestle.config.NamedAgent;
import dev.trestle.verticle.agent.backend.Opening;
import dev.trestle.verticle.agent.session.Past;
import dev.trestle.verticle.agent.session.Session;
import dev.trestle.verticle.agent.session.Sessions;
import dev.trestle.verticle.agent.session.Whereabouts;
import dev.trestle.verticle.agent.tool.Reach;
import dev.trestle.verticle.agent.tool.Toolbox;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.util.List;

/** {@code agent.start}: answers when the agent is ready for a prompt. */
final class StartSession implements OperationHandler<Agents.Start, Agents.Started> {

    private final Node node;
    private final Catalogue catalogue;
    private final Workplaces workplaces;
    private final Sessions sessions;
    private final WorkerExecutor threads;
    private final Context loop;

    StartSession(
            Node node,
            Catalogue catalogue,
            Workplaces workplaces,
            Sessions sessions,
            WorkerExecutor threads,
            Context loop) {
        this.node = node;
        this.catalogue = catalogue;
        this.workplaces = workplaces;
        this.sessions = sessions;
        this.threads = threads;
        this.loop = loop;
    }

    @Override
    public Future<Agents.Started> handle(Agents.Start request, Call call) {
        var workplace = workplaces.find(call);
        return request.resume() == null
                ? start(request, call, workplace, null)
                : sessions.past(call, request.resume()).compose(past -> start(request, call, workplace, past));
    }

    private Future<Agents.Started> start(Agents.Start request, Call call, Workplace workplace, Past past) {
        var name = name(request, past);
        var agent = catalogue.find(name);
        var cwd = request.cwd() == null && past != null ? past.cwd() : request.cwd();
        var facts = sessions.reserve(call, name, cwd);
        var toolbox = new Toolbox(agent.tools(), new Reach(node, call));
        var session = sessions.make(facts, toolbox, new Whereabouts(workplace.root(), threads));
        return threads.executeBlocking(() -> workplace.directory(cwd), false)
                .compose(directory -> begin(agent, session, workplace.root(), directory, toolbox, past))
                .onFailure(refused -> sessions.release(facts))
                .map(begun -> {
                    sessions.run(session);
                    return new Agents.Started(facts.id());
                });
    }

    private String name(Agents.Start request, Past past) {
        if (past == null) {
            return request.agent() == null ? catalogue.standard() : request.agent();
        } else if (request.agent() != null && !request.agent().equals(past.agent())) {
            throw new Failure(
                    ErrorCode.INVALID_ARGUMENT, "agent must be that of the session to resume: " + past.agent());
        }
        return past.agent();
    }

    private Future<Void> begin(
            NamedAgent agent, Session session, Path root, Path directory, Toolbox toolbox, Past past) {
        var opening = new Opening(
                session.facts().id(),
                root,
                directory,
                toolbox,
                loop,
                session::end,
                session::tell,
                past == null ? List.of() : past.events(),
                past == null ? null : past.token());
        var backend = catalogue.backend(agent, opening, threads);
        return backend.start().onSuccess(ready -> session.begin(backend, past)).onFailure(refused -> backend.close());
    }
}
