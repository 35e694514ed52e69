package dev.trestle.launcher;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle tail}: the events of a topic, as they come, until it is stopped. */
@Command(
        name = "tail",
        header = "Print the events of a topic as they come, one line of JSON each.",
        description = {
            "",
            "A connection that breaks is opened again, and what was missed meanwhile is printed first.",
            "What cannot be had any more is said on standard error.",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle tail topic/builds",
            "  trestle tail topic/builds --since k3f0-1:41 --count 10",
            "",
            "Exit codes: 0 done, 3 the server answered with an error, 2 wrong usage, 1 no answer."
        })
final class TailTopic implements Callable<Integer> {

    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 10_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private final GatewayOptions gateway;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Such as topic/builds.")
    private String topic;

    @Option(
            names = "--since",
            paramLabel = "EPOCH:SEQ",
            description = "Begin after this event, as its epoch and seq say; else with what comes next.")
    private String since;

    @Option(names = "--count", paramLabel = "N", description = "Stop after so many events.")
    private long count = Long.MAX_VALUE;

    TailTopic(Map<String, String> environment) {
        this.gateway = new GatewayOptions(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var remote = gateway.remote();
        var tail = new Tail(topic, spec.commandLine().getOut()::println, this::warn, count);
        if (since != null) {
            tail.beginAfter(since);
        }
        long pause = 0;
        while (true) {
            if (pause > 0) {
                rest(pause);
            }
            var end = follow(remote, tail);
            if (end instanceof Tail.Done) {
                return ExitCode.DONE;
            } else if (end instanceof Tail.Refused refused) {
                throw CommandException.refused(RemoteError.of(refused.error()));
            }
            boolean served = tail.takeServed();
            if (!served && !tail.everServed()) {
                throw CommandException.broken("no WebSocket at " + remote + " (" + ((Tail.Lost) end).why()
                        + "); start it with trestle up, or name another with --url");
            }
            pause = served ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
            warn("trestle: the connection is lost (" + ((Tail.Lost) end).why() + "); trying again");
        }
    }

    private static Tail.End follow(Remote remote, Tail tail) throws InterruptedException {
        var connection = tail.connection();
        remote.open(connection).whenComplete((socket, refused) -> {
            if (refused != null) {
                connection.lost(refused);
            }
        });
        try {
            return connection.end().get();
        } catch (ExecutionException ended) {
            throw ended.getCause() instanceof CommandException known ? known : new IllegalStateException(ended);
        }
    }

    /** With jitter, so that many who lost one server do not come back at once. */
    private static void rest(long pause) throws InterruptedException {
        long milliseconds = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
        try {
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(milliseconds, TimeUnit.MILLISECONDS))
                    .get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void warn(String line) {
        spec.commandLine().getErr().println(line);
    }
}
