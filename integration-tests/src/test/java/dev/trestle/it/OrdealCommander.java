package dev.trestle.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Has commands run in terminals, each once; each adds its name to a file. Some go on until their terminal is closed, or lost
 * with its worker.
 */
final class OrdealCommander extends Visitor {

    private final int number;
    private final Path log;
    private final String sleeper;
    private final Map<String, String> byTerminal = new ConcurrentHashMap<>();
    private final Set<String> succeeded = ConcurrentHashMap.newKeySet();
    private int commands;

    /** Those of its commands that go on are called {@code sleeper}. */
    OrdealCommander(Ordeal ordeal, int number, Path log, String sleeper) {
        super(ordeal, ordeal.seed() + number);
        this.number = number;
        this.log = log;
        this.sleeper = sleeper;
    }

    void run() {
        while (ordeal().goesOn()) {
            boolean stays = random().nextInt(4) == 0;
            var name = number + "-" + ++commands;
            var script = "echo " + name + " >> " + log + (stays ? "; exec " + sleeper : "");
            var terminal = open(name, script);
            if (stays && terminal != null) {
                pause(random().nextInt(300));
                call("pty.close", Json.object("workspace", "default", "terminal", terminal));
            }
            if (random().nextInt(100) == 0) {
                move();
            }
            pause(50 + random().nextInt(100));
        }
    }

    private String open(String name, String script) {
        var params = Json.object("workspace", "default", "cols", 80, "rows", 24, "binary", false);
        params.set("command", Json.value(List.of("sh", "-c", script)));
        var answer = answer(line().ask("pty.open", params).thenApply(opened -> {
            if (opened.has("result")) {
                byTerminal.put(opened.at("/result/terminal").asText(), name);
            }
            return opened;
        }));
        return answer == null || answer.has("error")
                ? null
                : answer.at("/result/terminal").asText();
    }

    @Override
    JsonNode answer(CompletableFuture<JsonNode> asked) {
        return super.answer(asked.thenApply(OrdealCommander::withoutNotFound));
    }

    /** A terminal may be gone with its worker before it is closed. */
    private static JsonNode withoutNotFound(JsonNode answer) {
        return codeOf(answer).equals("NOT_FOUND") ? Json.object("result", Map.of()) : answer;
    }

    @Override
    void told(JsonNode notice) {
        var params = notice.get("params");
        if (notice.get("method").asText().equals("pty.exited")
                && params.path("code").asInt(-1) == 0) {
            var name = byTerminal.get(params.get("terminal").asText());
            if (name != null) {
                succeeded.add(name);
            }
        }
    }

    int commands() {
        return commands;
    }

    /** Whatever has run, ran once; whatever is known to have ended well has run. */
    static void check(Path log, List<OrdealCommander> commanders) throws IOException {
        var runs = Files.readAllLines(log).stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        runs.forEach((name, times) -> {
            if (times > 1) {
                throw new AssertionError("the command " + name + " ran " + times + " times");
            }
        });
        for (var commander : commanders) {
            if (!runs.keySet().containsAll(commander.succeeded)) {
                throw new AssertionError("a command has ended that never ran");
            }
        }
    }
}
