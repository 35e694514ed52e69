package dev.trestle.gateway.socket;

import dev.trestle.bus.Failures;
import dev.trestle.bus.Target;
import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.call.Crowd;
import dev.trestle.gateway.socket.InFlight.Running;
import dev.trestle.gateway.socket.Inbound.Request;
import dev.trestle.gateway.terminal.Terminals;
import dev.trestle.gateway.terminal.Typing;
import dev.trestle.gateway.topic.TopicSession;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import dev.trestle.wire.PtyFrame;
import dev.trestle.wire.Session;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** The native protocol on one socket: who the client is, what it calls, what it cancels. */
final class Conversation implements Talk {

    private final Edge edge;
    private final ClientLine line;
    private final Outgoing outgoing;
    private final Outbox outbox;
    private final Replies replies;
    private final InFlight calls;
    private final Crowd beside;
    private final Terminals terminals;
    private final Typing typing;
    private final TopicSession topics;
    private final Identity identity;
    private boolean pumping;
    private boolean over;

    /** Calls that name no workspace are about {@code workspace}. */
    Conversation(ClientLine line, String workspace) {
        this.edge = line.edge();
        this.line = line;
        this.outbox = line.outbox();
        var limits = edge.config().limits();
        this.outgoing = new Outgoing(line.id(), workspace, edge.config().callTimeoutMs());
        this.identity = new Identity(line, who -> outbox.send(Session.READY, Greeting.of(line, who)), this::review);
        this.replies = new Replies(edge, outbox, identity);
        this.calls = new InFlight(limits.inFlight(), limits.waiting(), limits.waitingBytes());
        this.beside = new Crowd(line::relieved);
        this.terminals = new Terminals(edge, outbox);
        this.typing = new Typing(edge, terminals, outbox, beside);
        this.topics = new TopicSession(line.deliveries(), outbox, line.id());
    }

    @Override
    public boolean isProven() {
        return identity.isProven();
    }

    @Override
    public boolean isIdle() {
        return calls.isEmpty();
    }

    @Override
    public int waitingBytes() {
        return calls.waitingBytes();
    }

    @Override
    public void begin(Proof proof) {
        identity.begin(proof);
    }

    @Override
    public CloseCode lapse() {
        return replies.isFlooding() ? CloseCode.FLOODING : identity.lapse();
    }

    /** The client's rights have changed: what it has lost the right to look at ends. */
    private void review() {
        if (identity.isProven() && !over) {
            var principal = identity.principal();
            terminals.keep(principal);
            topics.keep(topic -> edge.topicOperations().maySubscribe(principal, topic));
        }
        line.relieved();
    }

    /** Calls that run are cancelled, and those that wait are never begun. */
    @Override
    public void end() {
        if (!over) {
            over = true;
            identity.end();
            calls.abandon().forEach(this::stop);
            terminals.end();
            topics.close();
        }
    }

    @Override
    public boolean isCrowded() {
        return beside.isFull() || identity.isDeciding();
    }

    @Override
    public boolean binary(Buffer message) {
        boolean served = message.length() >= PtyFrame.HEADER && message.getByte(0) == PtyFrame.DATA.kind();
        if (served && identity.isBelieved()) {
            var principal = identity.principal();
            typing.type(principal, message, outgoing.caller(principal, Pty.INPUT.name(), null, outgoing.name()));
        }
        return served;
    }

    @Override
    public void garbled() {
        outbox.error(null, new Failure(ErrorCode.PARSE_ERROR, "a text message must be UTF-8"));
    }

    @Override
    public void leave(String reason, long reconnectAfterMs) {
        outbox.send(Session.CLOSING, new Session.Closing(reason, reconnectAfterMs));
    }

    @Override
    public void message(byte[] text) {
        var inbound = edge.reader().frame(text);
        if (inbound instanceof Request request) {
            try {
                receive(request);
            } catch (RuntimeException refused) {
                replies.settle(request, Failures.from(refused));
            }
        } else {
            replies.reject(inbound);
        }
    }

    private void receive(Request request) {
        if (!identity.isBelieved() && !request.method().equals(Session.AUTHENTICATE.name())) {
            throw new Failure(ErrorCode.UNAUTHENTICATED, "authenticate first: session.authenticate {token}");
        } else if (request.misfit() != null) {
            throw request.misfit();
        } else if (request.id() != null && calls.find(request.id()) != null) {
            throw new Failure(ErrorCode.INVALID_REQUEST, "this id is in flight already");
        } else if (request.method().equals(Session.AUTHENTICATE.name())) {
            identity.authenticate(request, replies);
        } else if (request.method().equals(Session.CANCEL.name())) {
            cancel(request);
        } else if (Terminals.answers(request.method())) {
            replies.reply(request, terminals.answer(identity.principal(), request.method(), request.params()));
        } else {
            boolean light =
                    Terminals.steers(request.method()) || edge.dispatch().isLight(request.method());
            begin(new Running(request, outgoing.name(), light));
        }
    }

    private void begin(Running call) {
        if (edge.dispatch().answersAtOnce(call.request().method())) {
            // Needs no worker, and so no place among the calls that do: a ping is answered while all others hang.
            dispatch(call, outgoing.target(call.request())).onComplete(ended -> replies.answer(call.request(), ended));
        } else if (calls.add(call)) {
            run(call);
        }
    }

    private void run(Running call) {
        var request = call.request();
        var target = outgoing.target(request);
        dispatch(call, target)
                .compose(answer -> topics.inTurn(request.method(), target.workspace(), answer))
                .onComplete(ended -> ended(call, ended));
    }

    private Future<Buffer> dispatch(Running call, Target target) {
        var request = call.request();
        var caller = outgoing.caller(identity.principal(), request.method(), request.traceparent(), call.call());
        var answer = edge.dispatch().isOfTopics(request.method())
                ? edge.dispatch().call(identity.principal(), request.method(), request.params(), topics, caller)
                : terminals.call(identity.principal(), request.method(), target, request.params(), caller);
        if (call.beside()) {
            beside.join(answer, request.params().length());
        }
        return answer;
    }

    private void ended(Running call, AsyncResult<Buffer> ended) {
        if (over) {
            return;
        }
        replies.answer(call.request(), ended);
        calls.end(call);
        pump();
        if (calls.isEmpty()) {
            outbox.flush();
            line.idle();
        }
    }

    @Override
    public void drained() {
        pump();
        topics.drained();
    }

    /**
     * Goes on with what waits for the client to read, and begins what waits and may run, unless the client does not read
     * what it was answered; in a loop, since a call that is refused at once ends before the next begins.
     */
    private void pump() {
        if (pumping || over) {
            return;
        }
        pumping = true;
        terminals.resume();
        try {
            for (var next = next(); next != null; next = next()) {
                run(next);
            }
        } finally {
            pumping = false;
        }
    }

    private Running next() {
        return outbox.isFull() ? null : calls.next();
    }

    private void cancel(Request request) {
        replies.spend();
        var call =
                calls.find(Wire.decode(request.params(), Session.Cancel.class).id());
        if (call != null && calls.withdraw(call)) {
            replies.settle(call.request(), new Failure(ErrorCode.CANCELLED, "cancelled before it began"));
        } else if (call != null) {
            stop(call);
        }
        replies.reply(request, new Session.Cancelled(call != null));
    }

    private void stop(Running call) {
        edge.dispatch().cancel(call.request().method(), outgoing.target(call.request()), call.call());
    }
}
