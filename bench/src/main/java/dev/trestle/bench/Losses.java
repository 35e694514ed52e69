package dev.trestle.bench;

import dev.trestle.bench.Nodes.Place;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long two gateways and two workers take to notice that one of them is lost, and to go on without it. The node that was
 * lost is ended and started anew each time, so that one loss has nothing to do with the next.
 */
final class Losses {

    /** What happens to a worker. */
    private enum Trouble {
        KILLED("worker killed (SIGKILL)"),
        FROZEN("worker frozen (SIGSTOP)"),
        CUT("worker cut off from the network");

        private final String title;

        Trouble(String title) {
            this.title = title;
        }
    }

    private static final int GATEWAYS = 2;
    private static final int WORKERS = 2;
    private static final int PENDING = 8;
    private static final String WHO = "who";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Setup setup;
    private final int count;
    private final Table table = new Table(
            "what is lost",
            "ms until the loss is told, median / worst",
            "ms until it goes on, median / worst",
            "times");

    private Network network;
    private Nodes nodes;

    /** Each kind of loss happens {@code count} times. */
    Losses(Setup setup, int count) {
        this.setup = setup;
        this.count = count;
    }

    String run() throws IOException {
        network = Network.orNone(WORKERS);
        try (var wires = network;
                var redis = Redis.start(setup);
                var all = new Nodes(setup, places(), redis.settings())) {
            nodes = all;
            for (int i = 0; i < GATEWAYS + WORKERS; i++) {
                start(i);
            }
            for (var trouble : Trouble.values()) {
                if (trouble == Trouble.CUT && wires == null) {
                    table.row(trouble.title, "not measured here: network namespaces need root", "", "");
                } else {
                    workers(trouble);
                }
            }
            gateways();
        }
        return table.toString();
    }

    private List<Place> places() throws IOException {
        var places = new ArrayList<Place>();
        for (int i = 0; i < GATEWAYS; i++) {
            places.add(network == null ? Place.here() : network.outside());
        }
        for (int i = 0; i < WORKERS; i++) {
            places.add(network == null ? Place.here() : network.place(i));
        }
        return places;
    }

    private void start(int place) throws IOException {
        if (place < GATEWAYS) {
            nodes.start(place, "gateway", folder(place));
        } else {
            nodes.start(place, "fs", folder(place));
        }
    }

    /** Every worker has a folder of its own with its name in it, so that an answer tells who gave it. */
    private Path folder(int place) throws IOException {
        var folder = Files.createDirectories(setup.output().resolve(WHO + place));
        Files.writeString(folder.resolve(WHO), Integer.toString(place));
        return folder;
    }

    private void workers(Trouble trouble) throws IOException {
        var told = new ArrayList<Double>();
        var served = new ArrayList<Double>();
        for (int i = 0; i < count; i++) {
            nodes.awaitAll(0);
            try (var loop = new Loop();
                    var line = new Line(loop, nodes.at(0))) {
                int owner = who(line);
                long begun = trouble == Trouble.KILLED ? kill(owner, line, told) : strike(trouble, owner, line, told);
                if (who(line) == owner) {
                    throw new IOException("a worker that is lost has answered: " + trouble);
                }
                served.add(since(begun));
                System.err.printf("%s: told after %.0f, served after %.0f ms%n", trouble, told.get(i), served.get(i));
                renew(trouble, owner);
            }
        }
        report(trouble.title, told, served);
    }

    private int who(Line line) throws IOException {
        return Integer.parseInt(line.insist("fs.read", path()).getString("content"));
    }

    private static JsonObject path() {
        return new JsonObject().put("path", WHO);
    }

    /** The calls have come to the worker and wait there, since it has been stopped before. */
    private long kill(int owner, Line line, List<Double> told) throws IOException {
        nodes.at(owner).signal("STOP");
        var pending = ask(line);
        long begun = System.nanoTime();
        nodes.at(owner).signal("KILL");
        expectRefused(line, pending);
        told.add(since(begun));
        return begun;
    }

    /** The calls come when nobody has noticed yet. */
    private long strike(Trouble trouble, int owner, Line line, List<Double> told) throws IOException {
        long begun = System.nanoTime();
        if (trouble == Trouble.FROZEN) {
            nodes.at(owner).signal("STOP");
        } else {
            network.cut(owner - GATEWAYS);
        }
        expectRefused(line, ask(line));
        told.add(since(begun));
        return begun;
    }

    private static List<Integer> ask(Line line) throws IOException {
        var pending = new ArrayList<Integer>();
        for (int i = 0; i < PENDING; i++) {
            pending.add(line.ask("fs.read", path()));
        }
        return pending;
    }

    private static void expectRefused(Line line, List<Integer> pending) throws IOException {
        for (int call : pending) {
            var answer = line.answer(call);
            if (!Line.isUnavailable(answer)) {
                throw new IOException("a call to a worker that is lost was answered: " + answer);
            }
        }
    }

    private void renew(Trouble trouble, int place) throws IOException {
        nodes.kill(place);
        if (trouble == Trouble.CUT) {
            network.mend(place - GATEWAYS);
        }
        start(place);
    }

    private void gateways() throws IOException {
        var recovered = new ArrayList<Double>();
        var next = new ArrayList<Double>();
        for (int i = 0; i < count; i++) {
            nodes.awaitAll(1);
            gateway("topic/loss-" + i, recovered, next);
            System.err.printf(
                    "gateway: recovered after %.0f, next event after %.0f ms%n", recovered.get(i), next.get(i));
            start(0);
        }
        report(
                "gateway killed (SIGKILL): a subscriber recovers at the other, and gets the next event",
                recovered,
                next);
    }

    private void gateway(String topic, List<Double> recovered, List<Double> next) throws IOException {
        var params = new JsonObject().put("topic", topic);
        var event = params.copy().put("event", "told").put("data", "");
        try (var loop = new Loop();
                var publisher = new Line(loop, nodes.at(1))) {
            long begun;
            JsonObject last;
            try (var own = new Loop();
                    var subscriber = new Line(own, nodes.at(0))) {
                subscriber.insist("topic.subscribe", params);
                publisher.insist("topic.publish", event);
                last = subscriber.event("told");
                begun = System.nanoTime();
                nodes.kill(0);
                awaitEnd(own);
            }
            try (var subscriber = new Line(loop, nodes.at(1))) {
                var since =
                        new JsonObject().put("epoch", last.getString("epoch")).put("seq", last.getLong("seq"));
                var answer = subscriber.insist("topic.subscribe", params.put("since", since));
                if (!answer.getBoolean("recovered")) {
                    throw new IOException("a subscriber had to begin anew: " + answer);
                }
                recovered.add(since(begun));
                publisher.insist("topic.publish", event.put("event", "next"));
                subscriber.event("next");
                next.add(since(begun));
            }
        }
    }

    private static void awaitEnd(Loop loop) throws IOException {
        try {
            loop.pause(LONGEST);
        } catch (IOException gone) {
            return;
        }
        throw new IOException("a connection to a gateway that was killed goes on");
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private void report(String title, List<Double> first, List<Double> second) {
        table.row(title, Turns.Outcome.text(first), Turns.Outcome.text(second), Integer.toString(count));
    }
}
