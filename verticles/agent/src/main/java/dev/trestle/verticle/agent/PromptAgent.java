package dev.trestle.verticle.agent;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.agent.backend.Wanted;
import dev.trestle.verticle.agent.session.Sessions;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.Base64;

/** {@code agent.prompt}. */
final class PromptAgent implements OperationHandler<Agents.Prompt, Agents.Prompted> {

    private final Sessions sessions;

    PromptAgent(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Future<Agents.Prompted> handle(Agents.Prompt request, Call call) {
        if (request.content().isBlank()) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "content must say something");
        }
        var wanted = new Wanted(request.content(), request.attachments());
        wanted.attachments().forEach(PromptAgent::check);
        var session = sessions.renewed(call, request.session());
        var turn = session.prompt(wanted, request.queue(), call.principal());
        return Future.succeededFuture(new Agents.Prompted(turn));
    }

    private static void check(Agents.Attachment attachment) {
        if (attachment.data() == null) {
            return;
        }
        try {
            Base64.getDecoder().decode(attachment.data());
        } catch (IllegalArgumentException wrong) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "attachments.data must be Base64");
        }
        if (attachment.mimeType() == null || !attachment.mimeType().matches("[a-z]+/[A-Za-z0-9.+-]+")) {
            throw new Failure(
                    ErrorCode.INVALID_ARGUMENT, "attachments.mimeType must be the type of the data, such as image/png");
        }
    }
}
