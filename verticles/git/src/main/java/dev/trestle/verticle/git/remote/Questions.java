package dev.trestle.verticle.git.remote;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitRemote.Answer;
import dev.trestle.wire.GitRemote.CredentialAsked;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Questions that clients were asked and have not answered. Answers are kept by those who wait for them, and nowhere else. */
final class Questions {

    private record Open(String workspace, CompletableFuture<Answer> answer) {}

    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final Events events;
    private final long patienceMs;

    Questions(Events events, long patienceMs) {
        this.events = events;
        this.patienceMs = patienceMs;
    }

    /** Asks whoever listens to {@code workspace}; blocks. {@code null} when nobody has answered in time, or before {@code end}. */
    Answer ask(String workspace, String url, String prompt, CompletableFuture<Void> end) {
        var request = "cr-" + UUID.randomUUID();
        var answer = new CompletableFuture<Answer>();
        open.put(request, new Open(workspace, answer));
        events.tell(workspace, GitRemote.ASKED, new CredentialAsked(request, url, prompt));
        try {
            CompletableFuture.anyOf(answer, end).get(patienceMs, TimeUnit.MILLISECONDS);
            return answer.getNow(null);
        } catch (TimeoutException nobody) {
            return null;
        } catch (InterruptedException | ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            open.remove(request);
        }
    }

    /** Hands over an answer from {@code workspace}. */
    void answer(String workspace, Answer answer) {
        var question = open.get(answer.request());
        if (question == null || !question.workspace().equals(workspace)) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such request, or it waits no more: " + answer.request());
        }
        question.answer().complete(answer);
    }
}
