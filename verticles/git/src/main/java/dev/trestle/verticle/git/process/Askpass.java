package dev.trestle.verticle.git.process;

import dev.trestle.sandbox.Syscalls;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What one git asks for passwords. git starts the script, which hands the question over by one pipe and gets the answer by
 * another, in a folder that belongs to this process's user: nothing of it is in arguments, variables or files.
 */
public final class Askpass implements AutoCloseable {

    private static final String SCRIPT = """
            #!/bin/sh
            question=$(printf %s "$1" | tr '\\n' ' ')
            printf '%s\\n' "$question" >"$TRESTLE_GIT_ROOM/question" || exit 1
            IFS= read -r answer <"$TRESTLE_GIT_ROOM/answer" || exit 1
            case $answer in
                =*) printf '%s\\n' "${answer#=}" ;;
                *) exit 1 ;;
            esac
            """;

    private static final int OWNER_ONLY = 0600;

    private final Path room;
    private final RandomAccessFile questions;
    private final RandomAccessFile answers;
    private final Thread thread;

    /** @param answer what to say to a question, {@code null} to refuse; may block, on a thread of its own */
    public Askpass(GitProgram git, UnaryOperator<String> answer) throws IOException {
        room = git.room();
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.writeString(Files.createFile(room.resolve("askpass"), mode), SCRIPT);
        questions = pipe("question");
        answers = pipe("answer");
        thread = new Thread(() -> listen(answer), "git-askpass");
        thread.setDaemon(true);
        thread.start();
    }

    /** Open at both ends, so that nobody waits for somebody to open the other. */
    private RandomAccessFile pipe(String name) throws IOException {
        var path = room.resolve(name);
        if (Syscalls.mkfifo(path.toString(), OWNER_ONLY) != 0) {
            throw new IOException("a pipe could not be made");
        }
        return new RandomAccessFile(path.toFile(), "rw");
    }

    private void listen(UnaryOperator<String> answer) {
        try (var in = new BufferedReader(
                new InputStreamReader(new FileInputStream(questions.getFD()), StandardCharsets.UTF_8))) {
            for (var question = in.readLine(); question != null && !question.isEmpty(); question = in.readLine()) {
                var said = answer.apply(question);
                answers.write((said == null ? "-\n" : "=" + said + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // git is told nothing, and fails.
        }
    }

    /** To speak so with a git. */
    public Talk talk(Consumer<String> lines) {
        var script = room.resolve("askpass").toString();
        return new Talk(lines, Map.of("GIT_ASKPASS", script, "TRESTLE_GIT_ROOM", room.toString()), List.of(room));
    }

    @Override
    public void close() throws IOException {
        try {
            questions.write('\n');
            thread.join();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        } finally {
            answers.close();
            questions.close();
            Own.delete(room);
        }
    }
}
