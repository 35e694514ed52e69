package dev.trestle.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/** Answers the questions of an agent by lines of standard input; when there are none any more, by no. */
final class TypedAnswers {

    private final BufferedReader lines;
    private final boolean terminal = StandardStreams.INPUT.isTerminal();
    private final PrintWriter remarks;
    private final BiConsumer<Talk.Question, String> permit;
    private final BlockingQueue<Talk.Question> asked = new LinkedBlockingQueue<>();

    /** Tells {@code permit} which option each question has. */
    TypedAnswers(InputStream standardInput, PrintWriter remarks, BiConsumer<Talk.Question, String> permit) {
        this.lines = new BufferedReader(new InputStreamReader(standardInput, StandardCharsets.UTF_8));
        this.remarks = remarks;
        this.permit = permit;
    }

    /** {@code question} waits from now on. Any thread may call. */
    void ask(Talk.Question question) {
        asked.add(question);
    }

    /** Begins to answer the questions of {@code talk}, and yields it. */
    Talk to(Talk talk) {
        var keys = new Thread(() -> answerAll(talk), "keys");
        keys.setDaemon(true);
        keys.start();
        return talk;
    }

    /** At a terminal, what a person has typed before there is a question answers none; other lines wait for it. */
    private void answerAll(Talk talk) {
        try {
            boolean typing = terminal;
            while (true) {
                if (!typing) {
                    asked.take();
                }
                if (typing || talk.question() != null) {
                    var line = line();
                    typing &= line != null;
                    answer(talk, line);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next line, or {@code null} when there will be none. */
    private String line() {
        try {
            return lines.readLine();
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** The question may be another one by now: who types has seen the last. */
    private void answer(Talk talk, String line) {
        var question = talk.question();
        if (question == null) {
            return;
        }
        var option = line == null ? question.first(false) : question.option(line.strip());
        if (option == null && !terminal) {
            // Whatever it is that writes there (a closed stream may be any file by now), it does not mean yes.
            option = question.first(false);
        }
        if (option == null) {
            remarks.println("Say 1 to " + question.options().size() + ".");
        } else {
            talk.answered(question);
            permit.accept(question, option);
        }
    }
}
