package dev.trestle.verticle.pty;

import dev.trestle.config.PtyConfig;
import java.nio.file.Path;
import java.util.Map;

/** bubblewrap. */
final class Bubblewrap implements Sandbox {

    Bubblewrap(PtyConfig config, Map<String, String> worker) {}

    @Override
    public void check() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Launch prepare(Path workspace, Launch wanted) {
        throw new UnsupportedOperationException("not yet");
    }
}
