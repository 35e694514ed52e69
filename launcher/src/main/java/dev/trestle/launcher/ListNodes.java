package dev.trestle.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trestle.launcher.log.ControlCharacters;
import dev.trestle.wire.Nodes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trestle nodes}: the nodes of the cluster that a gateway belongs to. */
@Command(
        name = "nodes",
        header = "List the nodes of the cluster of a running gateway.",
        description = {
            "",
            "One line for each node: its version, roles and workspaces, since when it serves, and how many",
            "WebSockets and terminals it has. A node that does not answer within two seconds is listed as such.",
            "As JSON: trestle call cluster.nodes",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle nodes",
            "  trestle nodes --url http://10.0.0.7:8080",
            "",
            "Exit codes: 0 done, 3 the server answered with an error, 2 wrong usage, 1 no answer."
        })
final class ListNodes implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final List<String> HEAD =
            List.of("NODE", "VERSION", "ROLES", "WORKSPACES", "SINCE", "SOCKETS", "TERMINALS");

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private final GatewayOptions gateway;

    ListNodes(Map<String, String> environment) {
        gateway = new GatewayOptions(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var params = JsonNodeFactory.instance.objectNode();
        var rows = new ArrayList<>(List.of(HEAD));
        gateway.remote().result(Nodes.LIST.name(), params).path("nodes").forEach(node -> rows.add(row(node)));
        rows.forEach(row -> spec.commandLine().getOut().println(line(row, rows)));
        return ExitCode.DONE;
    }

    private static List<String> row(JsonNode node) {
        var name = ControlCharacters.escape(node.path("node").asText());
        if (!node.path("answers").asBoolean()) {
            return List.of(name, "does not answer");
        }
        var is = node.path("is");
        var since = Instant.ofEpochMilli(is.path("started").asLong()).atZone(ZoneId.systemDefault());
        return List.of(
                name,
                ControlCharacters.escape(is.path("version").asText()),
                joined(is.path("roles")),
                joined(is.path("workspaces")),
                TIME.format(since),
                is.path("sockets").asText("-"),
                is.path("terminals").asText("-"));
    }

    private static String joined(JsonNode names) {
        return names.isEmpty()
                ? "-"
                : StreamSupport.stream(names.spliterator(), false)
                        .map(name -> ControlCharacters.escape(name.asText()))
                        .collect(Collectors.joining(","));
    }

    /** The last column of a row needs no room behind it. */
    private static String line(List<String> row, List<List<String>> rows) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> pad(row.get(column), width(column, rows)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static int width(int column, List<List<String>> rows) {
        return rows.stream()
                .filter(row -> row.size() == HEAD.size())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
