package dev.trestle.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What many workspaces cost the node that has them, and a second one that is a gateway to them. */
final class WorkspacesCost {

    private static final int LISTS = 20;
    private static final double MIB = 1024 * 1024;

    /** In milliseconds and MiB. */
    private record Cost(double start, double heap, double list, double first) {}

    private record Costs(List<Cost> owner, List<Cost> second) {}

    private final Setup setup;
    private final int rounds;
    private final int count;

    /** Measures {@code count} workspaces beside one, {@code rounds} times. */
    WorkspacesCost(Setup setup, int rounds, int count) {
        this.setup = setup;
        this.rounds = rounds;
        this.count = count;
    }

    String run() throws IOException {
        var one = new Costs(new ArrayList<>(), new ArrayList<>());
        var many = new Costs(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < rounds; i++) {
            measure(1, one);
            measure(count, many);
        }
        var workspaces = String.format("%,d workspaces", count);
        var table = new Table("what", "one workspace", workspaces, "at a second node, one", workspaces);
        row(table, "ms from the start to ready", one, many, Cost::start);
        row(table, "MiB of heap after a collection", one, many, Cost::heap);
        row(table, "ms of `workspace.list`", one, many, Cost::list);
        row(table, "ms of the first `fs.stat` in the last workspace", one, many, Cost::first);
        return table.toString();
    }

    private void measure(int workspaces, Costs costs) throws IOException {
        var file = configuration(workspaces).toString();
        try (var nodes = new Nodes(setup, Nodes.here(2), Map.of())) {
            long begun = System.nanoTime();
            var owner = nodes.start(0, "gateway,fs,pty,git,agent", "--config", file);
            double ownerStart = (System.nanoTime() - begun) / 1e6;
            begun = System.nanoTime();
            var second = nodes.start(1, "gateway", "--config", file);
            double secondStart = (System.nanoTime() - begun) / 1e6;
            nodes.awaitAll(1);
            costs.owner.add(cost(owner, ownerStart, workspaces));
            costs.second.add(cost(second, secondStart, workspaces));
        }
        System.err.printf("%d workspaces: %s%n", workspaces, costs);
    }

    private static Cost cost(Server server, double start, int workspaces) throws IOException {
        try (var caller = new Caller(server)) {
            var last = new JsonObject().put("workspace", name(workspaces - 1)).put("path", "/");
            double first = timed(() -> caller.call(Caller.request("fs.stat", last)));
            var list = Caller.request("workspace.list", new JsonObject());
            int listed = caller.result(list).getJsonArray("workspaces").size();
            if (listed != workspaces) {
                throw new IOException(listed + " workspaces are listed, and there are " + workspaces);
            }
            var lists = new ArrayList<Double>();
            for (int i = 0; i < LISTS; i++) {
                lists.add(timed(() -> caller.call(list)));
            }
            return new Cost(start, Memory.of(server).heap() / MIB, Table.median(lists), first);
        }
    }

    private static double timed(Turns.Attempt attempt) throws IOException {
        long begun = System.nanoTime();
        attempt.make();
        return (System.nanoTime() - begun) / 1e6;
    }

    /** A configuration with so many workspaces, each a folder of its own. */
    private Path configuration(int workspaces) throws IOException {
        var home = setup.output().resolveSibling("workspaces").toAbsolutePath();
        for (int i = 0; i < workspaces; i++) {
            Files.createDirectories(home.resolve(name(i)));
        }
        var lines = IntStream.range(0, workspaces).mapToObj(i -> "  " + name(i) + ": " + home.resolve(name(i)) + "\n");
        var text = "workspaces:\n" + String.join("", lines.toList());
        return Files.writeString(home.resolve(workspaces + ".yaml"), text);
    }

    private static String name(int workspace) {
        return String.format("w%06d", workspace);
    }

    private static void row(Table table, String title, Costs one, Costs many, ToDoubleFunction<Cost> figure) {
        table.row(
                title,
                median(one.owner, figure),
                median(many.owner, figure),
                median(one.second, figure),
                median(many.second, figure));
    }

    private static String median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return Table.numbers(
                "%.1f", Table.median(costs.stream().mapToDouble(figure).boxed().toList()));
    }
}
