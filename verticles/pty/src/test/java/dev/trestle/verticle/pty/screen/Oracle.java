package dev.trestle.verticle.pty.screen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** xterm.js under Node: it says whether two ways lead to the same screen. One process for all questions. */
final class Oracle implements AutoCloseable {

    private static final Path HOME = Path.of("src/test/node");

    /**
     * What is sent after the end to see what a screen does not show: marks, pen, character sets, tab stops, saved cursors, margins, insert and
     * wrap mode, what is behind the alternate page, and lines that come back when the terminal grows.
     */
    private static final List<String> PROBES = List.of(
            "\u0301",
            "\u001b[2b",
            "Zq~",
            "\tT",
            "\u001b[1;1HH\tI\u001b[5CC",
            "\u001b8S\u001b[2BD",
            "\u001b[?6l\u001b[4l\u001b[?7h\u001b[99;1H\nL\n\n",
            "\u001b[99;99HE\b\b\bB",
            "\u001b[m\u001b[?1047l\u001b8N\u001b[H\u001bMM\u001b[99Hx\n\ny",
            "\u000eq\u000fq\u001bnq\u001boq\u000f",
            "\u001b(B\u001b[mtab\r\t\t\t|");

    private final Process process;
    private final BufferedReader replies;
    private final Writer questions;
    private final String probes = " | " + PROBES.stream().map(Oracle::data).collect(Collectors.joining(" "));

    Oracle() throws IOException {
        if (!Files.isDirectory(HOME.resolve("node_modules"))) {
            throw new IllegalStateException(
                    "The tests compare with xterm.js: run `npm ci` in verticles/pty/" + HOME + " first.");
        }
        process = new ProcessBuilder("node", "oracle.js")
                .directory(HOME.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        replies = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Remembers what these steps lead to. */
    void reference(int cols, int rows, List<Step> steps) {
        String reply = ask("reference " + cols + "x" + rows + " " + words(steps) + probes);
        if (!reply.equals("ready")) {
            throw new IllegalStateException(reply);
        }
    }

    /** Says "same" when these steps lead to the same as the reference, and then stay the same whatever comes; otherwise where they differ. */
    String compare(List<Step> steps) {
        return ask("compare " + words(steps) + probes);
    }

    /** What a terminal would send to the program while it shows this. */
    String answers(byte[] output) {
        String reply = ask("answers " + new Step.Output(output));
        return new String(Base64.getDecoder().decode(reply.substring("sent ".length())), StandardCharsets.UTF_8);
    }

    private static String words(List<Step> steps) {
        return steps.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String data(String text) {
        return new Step.Output(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private String ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
            String reply = replies.readLine();
            return reply == null ? "failed: node ended" : reply;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }

    /** One thing that happens to a terminal. */
    sealed interface Step {

        /** The program writes; as a word for the oracle. */
        record Output(byte[] bytes) implements Step {
            @Override
            public String toString() {
                return "d" + Base64.getEncoder().encodeToString(bytes);
            }

            Output part(int from, int to) {
                return new Output(Arrays.copyOfRange(bytes, from, to));
            }
        }

        /** The terminal gets another size. */
        record Size(int cols, int rows) implements Step {
            @Override
            public String toString() {
                return "r" + cols + "x" + rows;
            }
        }
    }
}
