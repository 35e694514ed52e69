package dev.trestle.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle agent}: one prompt to an agent of a running gateway, and its answer as it comes. */
@Command(
        name = "agent",
        header = "Ask an agent of a running gateway for something.",
        description = {
            "",
            "The answer goes to standard output as it comes; what the agent does goes to",
            "standard error. When it wants permission, answer with a number; where nobody",
            "can type, the answer is no. Ctrl-C ends the turn.",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle agent list the files",
            "  trestle agent --agent claude --keep \"add a test for the parser\"",
            "  trestle agent --session a-0mJx2Q… \"and one for the printer\"",
            "",
            "Exit codes: 0 done, 3 the server refused, 2 wrong usage, 1 the turn failed or was ended, or no answer."
        })
final class AskAgent implements Callable<Integer> {

    private static final long PAUSE_MS = 200;
    private static final int PATIENCE = 50;

    private final InputStream standardInput;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "1..*", paramLabel = "PROMPT", description = "What to ask for.")
    private List<String> words;

    @Option(names = "--agent", paramLabel = "NAME", description = "Which agent; else the standard one.")
    private String agent;

    @Option(names = "--session", paramLabel = "S", description = "A session that there is; else a new one.")
    private String session;

    @Option(names = "--keep", description = "Leave the session there, and say its name.")
    private boolean keep;

    @Option(names = "--yes", description = "Allow whatever the agent asks for.")
    private boolean yes;

    @Mixin
    private final WorkspaceOptions workspace;

    AskAgent(Map<String, String> environment, InputStream standardInput) {
        this.workspace = new WorkspaceOptions(environment);
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws InterruptedException {
        var remote = workspace.gateway().remote();
        boolean ours = session == null;
        if (ours) {
            var params = params();
            if (agent != null) {
                params.put("agent", agent);
            }
            session = remote.result("agent.start", params).get("session").textValue();
        }
        try {
            var prompt = about().put("content", String.join(" ", words));
            var turn = remote.result("agent.prompt", prompt).get("turn").textValue();
            return follow(remote, turn);
        } finally {
            if (ours && !keep) {
                remote.result("agent.stop", about());
            } else if (ours) {
                spec.commandLine().getErr().println("session " + session);
            }
        }
    }

    private ObjectNode params() {
        return JsonNodeFactory.instance.objectNode().put("workspace", workspace.id());
    }

    private ObjectNode about() {
        return params().put("session", session);
    }

    private int follow(Remote remote, String turn) throws InterruptedException {
        var err = spec.commandLine().getErr();
        var talk = talk(remote, turn);
        endBySignals(remote, talk);
        var tail = new Tail("agent/" + session, talk::line, err::println, Long.MAX_VALUE);
        var transcript = transcript(remote);
        transcript.get("entries").forEach(entry -> talk.event(entry.get("event").textValue(), entry.get("data")));
        var place = transcript.get("position");
        tail.beginAfter(place.get("epoch").textValue() + ":" + place.get("seq"));
        try {
            while (!talk.over().isDone()) {
                connect(remote, tail, talk);
            }
            return talk.over().get();
        } catch (ExecutionException ended) {
            throw ended.getCause() instanceof CommandException known ? known : new IllegalStateException(ended);
        }
    }

    private Talk talk(Remote remote, String turn) {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        if (yes) {
            return new Talk(turn, out, err, question -> permit(remote, question, question.first(true)));
        }
        var answers = new TypedAnswers(standardInput, err, (question, option) -> permit(remote, question, option));
        return answers.to(new Talk(turn, out, err, answers::ask));
    }

    /** The first one ends the turn; who cannot wait for its end sends another, and who cannot for that of the session, a third. */
    private void endBySignals(Remote remote, Talk talk) {
        var signals = new AtomicInteger();
        Signals.onNext(() -> {
            switch (signals.incrementAndGet()) {
                case 1 -> tell(remote, "agent.cancel", about());
                case 2 -> talk.over().complete(ExitCode.BROKEN);
                default -> Runtime.getRuntime().halt(ExitCode.BROKEN);
            }
        });
    }

    /** What has happened so far; its first event is there soon after the prompt. */
    private JsonNode transcript(Remote remote) throws InterruptedException {
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            var transcript = remote.result("agent.transcript", about());
            if (transcript.has("position")) {
                return transcript;
            }
            rest();
        }
        throw CommandException.broken("no gateway takes the events of the session");
    }

    private void connect(Remote remote, Tail tail, Talk talk) throws InterruptedException, ExecutionException {
        var connection = tail.connection();
        remote.open(connection).whenComplete((socket, refused) -> {
            if (refused != null) {
                connection.lost(refused);
            }
        });
        CompletableFuture.anyOf(connection.end(), talk.over()).get();
        if (talk.over().isDone()) {
            return;
        }
        if (connection.end().get() instanceof Tail.Refused refused) {
            throw CommandException.refused(RemoteError.of(refused.error()));
        }
        if (!tail.takeServed()) {
            throw CommandException.broken("no WebSocket at " + remote);
        }
        rest();
    }

    private static void rest() throws InterruptedException {
        try {
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(PAUSE_MS, TimeUnit.MILLISECONDS))
                    .get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void permit(Remote remote, Talk.Question question, String option) {
        tell(remote, "agent.permit", about().put("request", question.request()).put("option", option));
    }

    private void tell(Remote remote, String operation, ObjectNode params) {
        try {
            remote.result(operation, params);
        } catch (CommandException refused) {
            // Somebody else was faster, or the turn is over.
            spec.commandLine().getErr().println(refused.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
