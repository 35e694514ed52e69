package dev.trestle.verticle.agent.session;

import dev.trestle.verticle.agent.backend.Host;
import dev.trestle.verticle.agent.backend.Text;
import dev.trestle.verticle.agent.backend.Wanted;
import dev.trestle.verticle.agent.tool.Outcome;
import dev.trestle.wire.AgentEvents.Attached;
import dev.trestle.wire.AgentEvents.Chunk;
import dev.trestle.wire.AgentEvents.Event;
import dev.trestle.wire.AgentEvents.Option;
import dev.trestle.wire.AgentEvents.Permission;
import dev.trestle.wire.AgentEvents.Plan;
import dev.trestle.wire.AgentEvents.Prompt;
import dev.trestle.wire.AgentEvents.Step;
import dev.trestle.wire.AgentEvents.Thought;
import dev.trestle.wire.AgentEvents.Tool;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One prompt and its answer. When it is over, what its backend still says is dropped. */
final class Turn implements Host {

    /** The most of a text in an input or an output that is told, in UTF-16 units. */
    private static final int SHOWN = 8_192;

    /** The most steps of a plan that are told, and of each step, so that they fit into one event. */
    private static final int MOST_STEPS = 64;

    private static final int STEP = 256;

    /** What counts as said of an event beside its text, in bytes. */
    private static final int EVENT = 100;

    private static final String PREFIX = "t-";

    private final Session session;
    private final String id;
    private final Wanted wanted;
    private final String by;
    private final List<Runnable> onCancel = new ArrayList<>();
    private long bytes;
    private int counter;
    private boolean cancelled;
    private boolean over;

    Turn(Session session, int number, Wanted wanted, String by) {
        this.session = session;
        this.id = PREFIX + number;
        this.wanted = wanted;
        this.by = by;
    }

    /** The number in the name of a turn; 0 when it has none. */
    static int numberOf(String id) {
        return id.matches(PREFIX + "[0-9]{1,9}") ? Integer.parseInt(id.substring(PREFIX.length())) : 0;
    }

    String id() {
        return id;
    }

    Wanted wanted() {
        return wanted;
    }

    /** The event with which it begins; of attachments it has the names. */
    Prompt prompt() {
        var attached = wanted.attachments().stream()
                .map(one -> new Attached(one.name(), one.mimeType()))
                .toList();
        return new Prompt(id, Text.shortened(wanted.text(), SHOWN), attached.isEmpty() ? null : attached, by);
    }

    boolean over() {
        return over;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Nobody wants it any more; it is over when its backend has said so. */
    void cancel() {
        cancelled = true;
        List.copyOf(onCancel).forEach(Runnable::run);
    }

    void end() {
        over = true;
        onCancel.forEach(Runnable::run);
    }

    /** A name that no other use or question of this session has. */
    String next() {
        return id + "." + ++counter;
    }

    @Override
    public void chunk(String text) {
        if (!text.isEmpty()) {
            say(new Chunk(id, text), text.length());
        }
    }

    @Override
    public void thought(String text) {
        if (!text.isEmpty()) {
            say(new Thought(id, text), text.length());
        }
    }

    @Override
    public void plan(List<Step> steps) {
        var entries = steps.stream()
                .limit(MOST_STEPS)
                .map(step -> new Step(Text.shortened(step.content(), STEP), step.status(), step.priority()))
                .toList();
        say(new Plan(id, entries), (long) EVENT * steps.size());
    }

    @Override
    public void tool(Use use) {
        var told = new Tool(
                id,
                use.call(),
                Text.shortened(use.title(), SHOWN),
                use.kind(),
                use.state(),
                Text.fitting(use.input(), SHOWN),
                Text.shortened(use.output(), SHOWN),
                use.terminal());
        say(
                told,
                EVENT + (use.output() == null ? 0 : Math.min(SHOWN, use.output().length())));
    }

    private void say(Event event, long size) {
        if (admits(size)) {
            session.say(this, event);
        }
    }

    /** Whether its agent may tell of one thing more; the turn fails when that is too much. */
    boolean admitsOne() {
        return admits(EVENT);
    }

    private boolean admits(long size) {
        bytes += size;
        boolean tooMuch = !over && bytes > session.ground().limits().turnBytes();
        if (tooMuch) {
            session.fail(this, LastWords.tooMuch(session.ground().limits()));
        }
        return !over && !tooMuch;
    }

    @Override
    public Future<Outcome> use(String tool, JsonObject input) {
        return over || cancelled
                ? Future.failedFuture(new Failure(ErrorCode.CANCELLED, "the turn was cancelled"))
                : new ToolUse(this, session, tool, input).run();
    }

    @Override
    public Future<Boolean> forbids(String tool, List<String> paths) {
        var ground = session.ground();
        return ground.whereabouts().of(paths).map(names -> ground.policy().forbids(tool, names));
    }

    @Override
    public Future<Option> ask(Question question) {
        return session.ground().whereabouts().of(question.paths()).compose(names -> answer(question, names));
    }

    private Future<Option> answer(Question question, List<String> names) {
        if (over || cancelled) {
            return Future.succeededFuture();
        }
        return switch (session.ground().policy().answer(question.tool(), names, question.title())) {
            case ALLOW -> Future.succeededFuture(first(question.options(), true));
            case DENY -> Future.succeededFuture(first(question.options(), false));
            case ASK -> askPeople(question);
        };
    }

    /** The answer of the rules, which goes for this time alone where there is such an option. */
    private static Option first(List<Option> options, boolean allows) {
        return options.stream()
                .filter(option -> option.kind().allows() == allows)
                .min(Comparator.comparing(option -> option.kind().lasts()))
                .orElse(null);
    }

    private Future<Option> askPeople(Question question) {
        var asked = new Permission(
                id,
                next(),
                Text.shortened(question.title(), SHOWN),
                question.call(),
                Text.fitting(question.input(), SHOWN),
                question.options(),
                System.currentTimeMillis() + session.ground().limits().permissionMs());
        return session.ask(this, asked).onSuccess(option -> {
            if (option != null && option.kind().lasts()) {
                session.ground()
                        .policy()
                        .remember(
                                question.tool(), question.title(), option.kind().allows());
            }
        });
    }

    /** Runs {@code action} when the turn is cancelled or over; at once when it is. */
    void onCancel(Runnable action) {
        if (over || cancelled) {
            action.run();
        } else {
            onCancel.add(action);
        }
    }
}
