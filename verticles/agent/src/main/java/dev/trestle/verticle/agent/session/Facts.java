package dev.trestle.verticle.agent.session;

/**
 * What never changes about a session.
 *
 * @param id names it, and its node
 * @param agent the name of its agent
 * @param cwd where it began, as it was asked for, or {@code null}
 * @param principal who started it, and for whom it acts
 * @param created when, in epoch milliseconds
 */
public record Facts(String id, String agent, String cwd, String workspace, String principal, long created) {}
