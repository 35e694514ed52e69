package dev.trestle.verticle.agent.backend;

import dev.trestle.wire.Agents.Attachment;
import java.util.List;

/**
 * What somebody asks an agent for.
 *
 * @param attachments what comes with it, checked by {@link Backend#check}
 */
public record Wanted(String text, List<Attachment> attachments) {
    public Wanted {
        attachments = attachments == null ? List.of() : List.copyOf(attachments);
    }
}
