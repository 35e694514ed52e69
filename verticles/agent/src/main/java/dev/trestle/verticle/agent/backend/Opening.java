package dev.trestle.verticle.agent.backend;

import dev.trestle.verticle.agent.tool.Toolbox;
import dev.trestle.wire.AgentEvents;
import dev.trestle.wire.AgentTraits.Trait;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a backend is told about the session that it is for.
 *
 * @param session its name
 * @param root the directory of the workspace, without a link in it
 * @param directory where to begin, in {@code root}
 * @param toolbox what it may use
 * @param loop where everything happens
 * @param broken to be told on {@code loop} that the agent is lost and why
 * @param traits to be told on {@code loop} what the agent says of itself, in a turn or between two
 * @param past what happened in the session that this one goes on from; empty for a new one
 * @param token what {@link Backend#token()} said there, or {@code null}
 */
public record Opening(
        String session,
        Path root,
        Path directory,
        Toolbox toolbox,
        Context loop,
        Consumer<Failure> broken,
        Consumer<Trait> traits,
        List<AgentEvents.Event> past,
        String token) {}
