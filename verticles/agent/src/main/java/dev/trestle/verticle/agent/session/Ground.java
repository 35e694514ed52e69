package dev.trestle.verticle.agent.session;

import dev.trestle.config.AgentConfig;
import dev.trestle.verticle.agent.tool.Toolbox;

/** What a session stands on, and its turns with it. */
record Ground(Facts facts, AgentConfig.Limits limits, Toolbox toolbox, Policy policy, Whereabouts whereabouts) {}
