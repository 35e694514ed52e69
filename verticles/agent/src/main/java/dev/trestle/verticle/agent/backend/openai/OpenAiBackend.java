package dev.trestle.verticle.agent.backend.openai;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.trestle.config.AgentConfig;
import dev.trestle.config.NamedAgent;
import dev.trestle.verticle.agent.backend.Backend;
import dev.trestle.verticle.agent.backend.Ending;
import dev.trestle.verticle.agent.backend.Host;
import dev.trestle.verticle.agent.backend.Opening;
import dev.trestle.verticle.agent.backend.Wanted;
import dev.trestle.verticle.agent.tool.Outcome;
import dev.trestle.wire.AgentEvents.StopReason;
import dev.trestle.wire.AgentEvents.Usage;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model behind an endpoint of OpenAI's kind: asked with the whole conversation, and again after each use of tools. */
public final class OpenAiBackend implements Backend {

    private final NamedAgent agent;
    private final Opening opening;
    private final AgentConfig.Limits limits;
    private final WorkerExecutor threads;
    private final Endpoint endpoint;
    private final List<ChatMessage> messages = new ArrayList<>();
    private OpenAiStreamingChatModel model;
    private Host host;
    private Promise<Ending> turn;
    private Usage usage;
    private int steps;

    /** For one session; what blocks runs on {@code threads}. */
    public OpenAiBackend(NamedAgent agent, Opening opening, AgentConfig.Limits limits, WorkerExecutor threads) {
        this.agent = agent;
        this.opening = opening;
        this.limits = limits;
        this.threads = threads;
        this.endpoint = new Endpoint(opening.loop(), limits);
        messages.addAll(Conversation.begin(agent.instructions(), opening.past()));
    }

    @Override
    public Future<Void> start() {
        return threads.executeBlocking(() -> Key.read(agent.key(), System.getenv()), false)
                .map(key -> {
                    model = OpenAiStreamingChatModel.builder()
                            .httpClientBuilder(endpoint)
                            .baseUrl(agent.url())
                            .apiKey(key)
                            .modelName(agent.model())
                            .returnThinking(true)
                            .build();
                    return null;
                });
    }

    @Override
    public void check(Wanted wanted) {
        wanted.attachments().forEach(attachment -> Conversation.check(attachment, agent.takesImages()));
    }

    @Override
    public Future<Ending> prompt(Wanted wanted, Host listening) {
        host = listening;
        turn = Promise.promise();
        usage = null;
        steps = 0;
        Conversation.shorten(messages, limits.transcriptBytes());
        messages.add(Conversation.message(wanted));
        step();
        return turn.future();
    }

    private void step() {
        if (++steps > limits.steps()) {
            var sentence = "the model used tools again and again; the limit is agent.limits.steps = " + limits.steps();
            turn.tryFail(new Failure(ErrorCode.TOO_LARGE, sentence).with(Map.of("limit", limits.steps())));
            return;
        }
        var request = ChatRequest.builder()
                .messages(List.copyOf(messages))
                .toolSpecifications(Conversation.tools(opening.toolbox()))
                .build();
        try {
            model.chat(request, new Listener(turn, host));
        } catch (RuntimeException refused) {
            turn.tryFail(Conversation.failure(refused));
        }
    }

    /** What one answer of the model means for the turn it belongs to. */
    private final class Listener implements StreamingChatResponseHandler {

        private final Promise<Ending> answered;
        private final Host told;

        Listener(Promise<Ending> answered, Host told) {
            this.answered = answered;
            this.told = told;
        }

        @Override
        public void onPartialResponse(String text) {
            told.chunk(text);
        }

        @Override
        public void onPartialThinking(PartialThinking thinking) {
            told.thought(thinking.text());
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            if (!answered.future().isComplete()) {
                complete(response);
            }
        }

        @Override
        public void onError(Throwable cause) {
            answered.tryFail(Conversation.failure(cause));
        }
    }

    private void complete(ChatResponse response) {
        count(response);
        var said = response.aiMessage();
        if (!said.hasToolExecutionRequests()) {
            messages.add(said);
            turn.complete(new Ending(reason(response.finishReason()), usage));
            return;
        }
        var current = turn;
        useAll(said, 0, new ArrayList<>(List.of(said)))
                .onSuccess(round -> {
                    if (!current.future().isComplete()) {
                        messages.addAll(round);
                        step();
                    }
                })
                .onFailure(current::tryFail);
    }

    private void count(ChatResponse response) {
        var tokens = response.tokenUsage();
        if (tokens != null && tokens.inputTokenCount() != null && tokens.outputTokenCount() != null) {
            long before = usage == null ? 0 : usage.input();
            long after = usage == null ? 0 : usage.output();
            usage = new Usage(before + tokens.inputTokenCount(), after + tokens.outputTokenCount());
        }
    }

    private static StopReason reason(FinishReason reason) {
        return reason == FinishReason.LENGTH
                ? StopReason.MAX_TOKENS
                : reason == FinishReason.CONTENT_FILTER ? StopReason.REFUSAL : StopReason.END_TURN;
    }

    /** Uses the tools that {@code said} asks for, one after the other; yields the round: what was asked and what came of it. */
    private Future<List<ChatMessage>> useAll(AiMessage said, int next, List<ChatMessage> round) {
        if (next == said.toolExecutionRequests().size()) {
            return Future.succeededFuture(round);
        }
        var wanted = said.toolExecutionRequests().get(next);
        var input = Conversation.input(wanted.arguments());
        var used = input == null
                ? Future.succeededFuture(Outcome.failure("the arguments are no JSON object"))
                : host.use(wanted.name(), input);
        return used.compose(outcome -> {
            round.add(ToolExecutionResultMessage.from(wanted, outcome.text().isEmpty() ? "(nothing)" : outcome.text()));
            return useAll(said, next + 1, round);
        });
    }

    @Override
    public void cancel() {
        endpoint.cancel();
        turn.tryComplete(Ending.CANCELLED);
    }

    @Override
    public Future<Void> close() {
        endpoint.cancel();
        return Future.succeededFuture();
    }
}
