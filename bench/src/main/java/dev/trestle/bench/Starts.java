package dev.trestle.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long it takes from the start of a process to the first call that it answers. */
final class Starts {

    private static final ByteBuffer CALL = Caller.request("fs.stat", new JsonObject().put("path", Traffic.FILE));

    private final Setup setup;
    private final int count;

    /** Each kind of start is made {@code count} times. */
    Starts(Setup setup, int count) {
        this.setup = setup;
        this.count = count;
    }

    String run() throws IOException {
        var table = new Table("from the start of the process to the first answer", "ms, median / worst", "times");
        table.row("`up`, all roles", Turns.Outcome.text(whole()), Integer.toString(count));
        table.row("a worker that joins a gateway", Turns.Outcome.text(joining()), Integer.toString(count));
        return table.toString();
    }

    private List<Double> whole() throws IOException {
        var times = new ArrayList<Double>();
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            try (var server = Server.trestle(setup);
                    var caller = new Caller(server)) {
                caller.call(CALL);
                times.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return times;
    }

    private List<Double> joining() throws IOException {
        var times = new ArrayList<Double>();
        var folder = Traffic.folder(setup);
        var params = new JsonObject().put("path", Traffic.FILE);
        try (var nodes = new Nodes(setup, Nodes.here(2), Map.of());
                var loop = new Loop();
                var gateway = nodes.start(0, "gateway", folder);
                var line = new Line(loop, gateway)) {
            for (int i = 0; i < count; i++) {
                long begun = System.nanoTime();
                nodes.start(1, "fs", folder);
                line.insist("fs.stat", params);
                times.add((System.nanoTime() - begun) / 1e6);
                nodes.stop(1);
                nodes.awaitAll(0);
            }
        }
        return times;
    }
}
