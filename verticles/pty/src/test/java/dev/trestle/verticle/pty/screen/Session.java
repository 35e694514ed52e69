package dev.trestle.verticle.pty.screen;

import java.util.ArrayList;
import java.util.List;

/** What happened to a terminal of a size, from its start. */
record Session(String name, int cols, int rows, List<Oracle.Step> steps) {

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
