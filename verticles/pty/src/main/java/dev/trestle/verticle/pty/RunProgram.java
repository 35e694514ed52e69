package dev.trestle.verticle.pty;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.config.PtyConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.PtyRun;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Map;

/** {@code pty.run}: the program ends with its call, whether that is answered, cancelled or late. */
final class RunProgram implements OperationHandler<PtyRun.Run, PtyRun.Ran> {

    private final Vertx vertx;
    private final PtyConfig config;
    private final Room room;
    private final Programs programs;
    private final WorkerExecutor threads;

    RunProgram(Vertx vertx, PtyConfig config, Room room, Programs programs, WorkerExecutor threads) {
        this.vertx = vertx;
        this.config = config;
        this.room = room;
        this.programs = programs;
        this.threads = threads;
    }

    @Override
    public Future<PtyRun.Ran> handle(PtyRun.Run request, Call call) {
        Programs.check(request.command());
        if (request.timeoutMs() > config.runTimeoutMs()) {
            throw new Failure(
                            ErrorCode.INVALID_ARGUMENT,
                            "timeoutMs is " + request.timeoutMs() + ", and may be pty.runTimeoutMs = "
                                    + config.runTimeoutMs())
                    .with(Map.of("limit", config.runTimeoutMs()));
        }
        var workplace = room.workplaces().find(call);
        var place = room.terminals().reserve(call, Programs.nameOf(request.command()));
        return threads.executeBlocking(() -> programs.run(workplace, request), false)
                .compose(running -> await(running, request, call))
                .onComplete(ended -> room.terminals().release(place));
    }

    private Future<PtyRun.Ran> await(Running running, PtyRun.Run request, Call call) {
        long left = Math.min(request.timeoutMs(), call.deadline() - System.currentTimeMillis());
        long timer = vertx.setTimer(Math.max(1, left), fired -> running.expire());
        call.onCancel(running::end);
        return Future.fromCompletionStage(running.outcome(), vertx.getOrCreateContext())
                .onComplete(ended -> vertx.cancelTimer(timer))
                .map(ran -> {
                    if (call.cancelled()) {
                        throw new Failure(ErrorCode.CANCELLED, "cancelled on the way");
                    }
                    return ran;
                });
    }
}
