package dev.trestle.gateway.terminal;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Target;
import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.call.Crowd;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import dev.trestle.wire.PtyFrame;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;

/**
 * What one socket has sent to terminals and workers have not answered yet. Binary frames become calls, so that their order
 * among calls is the one in which they were sent; one that is refused is told with {@code pty.refused}.
 */
public final class Typing {

    private final Edge edge;
    private final Terminals terminals;
    private final Frames frames;
    private final Crowd crowd;

    /** Counts what is typed in {@code crowd}. */
    public Typing(Edge edge, Terminals terminals, Frames frames, Crowd crowd) {
        this.edge = edge;
        this.terminals = terminals;
        this.frames = frames;
        this.crowd = crowd;
    }

    /** Types the content of a binary frame, which has a header. */
    public void type(Principal principal, Buffer frame, Caller caller) {
        int stream = frame.getInt(1);
        var view = terminals.find(stream);
        if (view == null) {
            refuse(stream, new Failure(ErrorCode.NOT_FOUND, "no such stream is open on this connection"));
            return;
        }
        var data = Base64.getEncoder().encodeToString(frame.getBytes(PtyFrame.HEADER, frame.length()));
        var params = Buffer.buffer(Wire.encode(new Pty.Input(view.terminal(), data, Pty.Encoding.BASE64)));
        var target = Target.handle(view.workspace(), view.terminal());
        var call = edge.dispatch().call(principal, Pty.INPUT.name(), target, params, caller);
        crowd.join(call, frame.length());
        call.onFailure(refused -> refuse(stream, (Failure) refused));
    }

    private void refuse(int stream, Failure why) {
        var news = new Pty.Refused(Integer.toUnsignedLong(stream), why.code().name(), why.getMessage());
        frames.notification(Pty.REFUSED.name(), Wire.encode(news), () -> {});
    }
}
