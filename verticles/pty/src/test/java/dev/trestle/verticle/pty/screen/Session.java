package dev.trestle.verticle.pty.screen;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What happened to a terminal of a size, from its start. */
record Session(String name, int cols, int rows, List<Oracle.Step> steps) {

    /** Reads a recording in the format of asciinema (https://docs.asciinema.org/manual/asciicast/v2/). */
    static Session recorded(String name) {
        try (InputStream in = Session.class.getResourceAsStream("/sessions/" + name + ".cast")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            JsonObject head = new JsonObject(lines.get(0));
            List<Oracle.Step> steps = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                JsonArray event = new JsonArray(line);
                steps.add(step(event.getString(1), event.getString(2)));
            }
            return new Session(name, head.getInteger("width"), head.getInteger("height"), steps);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Oracle.Step step(String kind, String data) {
        if (kind.equals("r")) {
            String[] size = data.split("x");
            return new Oracle.Step.Size(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        }
        return new Oracle.Step.Output(data.getBytes(StandardCharsets.UTF_8));
    }

    /** How much output there is. */
    int length() {
        return steps.stream()
                .mapToInt(step -> step instanceof Oracle.Step.Output output ? output.bytes().length : 0)
                .sum();
    }

    /**
     * What a viewer gets that comes after {@code cut} bytes: it has the size the terminal has then, draws the picture, and sees all that comes
     * later. The first step sets that size, for the oracle starts all alike.
     */
    List<Oracle.Step> seenFrom(int cut) {
        Screen screen = new Screen(cols, rows);
        Oracle.Step.Size size = new Oracle.Step.Size(cols, rows);
        List<Oracle.Step> seen = new ArrayList<>();
        int at = 0;
        for (Oracle.Step step : steps) {
            boolean joined = !seen.isEmpty();
            if (step instanceof Oracle.Step.Size now) {
                if (!joined) {
                    screen.resize(now.cols(), now.rows());
                    size = now;
                } else {
                    seen.add(now);
                }
            } else if (step instanceof Oracle.Step.Output output) {
                int length = output.bytes().length;
                if (joined) {
                    seen.add(output);
                } else if (at + length < cut) {
                    screen.feed(output.bytes());
                } else {
                    screen.feed(output.bytes(), 0, cut - at);
                    Picture picture = screen.picture();
                    seen.add(size);
                    seen.add(new Oracle.Step.Output(picture.bytes()));
                    seen.add(output.part((int) picture.offset() - at, length));
                }
                at += length;
            }
        }
        return seen;
    }
}
