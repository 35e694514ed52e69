package dev.trestle.verticle.pty;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code pty.input}: goes to the program on the caller's thread where it can, in the order in which it came. Any thread may call. */
final class TypeInput implements OperationHandler<Pty.Input, Empty> {

    private final Room room;

    TypeInput(Room room) {
        this.room = room;
    }

    @Override
    public Future<Empty> handle(Pty.Input request, Call call) {
        return room.terminals().find(call, request.terminal()).type(decode(request));
    }

    private static byte[] decode(Pty.Input request) {
        if (request.encoding() == Pty.Encoding.UTF8) {
            return request.data().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(request.data());
        } catch (IllegalArgumentException wrong) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "data must be base64: " + wrong.getMessage());
        }
    }
}
