package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes files, and one of them again and again. What was acknowledged stays, and a call that a worker was given before it
 * was lost does not come true after a later one.
 */
final class OrdealWriter extends Visitor {

    private static final int AGAIN = 4;

    private final int number;
    private final Map<String, String> acknowledged = new LinkedHashMap<>();
    private final List<String> refused = new ArrayList<>();
    private int files;
    private int version;
    private int writes;
    private String hot;

    OrdealWriter(Ordeal ordeal, int number) {
        super(ordeal, ordeal.seed() + number);
        this.number = number;
        begin();
    }

    /** As long as a call may be on its way that nobody knows the end of, a path is not used again. */
    private void begin() {
        hot = "hot-" + number + "-" + ++files;
    }

    void run() {
        while (ordeal().goesOn()) {
            if (random().nextInt(AGAIN) == 0) {
                write("cold-" + number + "-" + ++files);
            } else if (random().nextInt(AGAIN) == 0) {
                read();
            } else {
                write(hot);
            }
            if (random().nextInt(300) == 0) {
                move();
            }
            pause(random().nextInt(40));
        }
    }

    private void write(String path) {
        var content = "version " + ++version + " of " + path;
        var answer = call("fs.write", Json.object("workspace", "default", "path", path, "content", content));
        if (answer != null && answer.has("result")) {
            acknowledged.put(path, content);
            writes++;
            return;
        }
        // It may be there or not, until the next is acknowledged.
        acknowledged.remove(path);
        if (answer != null) {
            refused.add(answer.toString());
        }
        if (answer == null || codeOf(answer).equals("TIMEOUT")) {
            // A gateway that stands still may have it, and pass it on later.
            begin();
        }
    }

    private void read() {
        var expected = acknowledged.get(hot);
        if (expected == null) {
            return;
        }
        var answer = call("fs.read", Json.object("workspace", "default", "path", hot));
        if (answer != null && answer.has("result")) {
            assertThat(answer.at("/result/content").asText()).as(hot).isEqualTo(expected);
        }
    }

    int writes() {
        return writes;
    }

    /** The errors that writes were answered with. */
    List<String> refused() {
        return refused;
    }

    /** Each path with what must be in it. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }
}
