package dev.trestle.verticle.git.remote;

import dev.trestle.wire.GitRemote;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Makes events of what a git says of its progress, few enough for a topic. Belongs to one thread. */
final class Progress implements Consumer<String> {

    private static final Pattern LINE = Pattern.compile("(?:remote: )?([A-Z][A-Za-z ]+): +(?:(\\d{1,3})% \\(|\\d+)");
    private static final int WHOLE = 100;
    private static final long BETWEEN_NS = 100_000_000;

    private final Consumer<GitRemote.Progress> listener;
    private final String operation;
    private final String path;
    private String phase = "";
    private int percent;
    private long told;

    Progress(Consumer<GitRemote.Progress> listener, String operation, String path) {
        this.listener = listener;
        this.operation = operation;
        this.path = path;
    }

    @Override
    public void accept(String line) {
        var found = LINE.matcher(line);
        if (!found.lookingAt()) {
            return;
        }
        var now = found.group(2) == null ? null : Integer.valueOf(found.group(2));
        boolean news = !found.group(1).equals(phase);
        boolean further = now != null && now > percent;
        if (news || further && (now == WHOLE || System.nanoTime() - told > BETWEEN_NS)) {
            phase = found.group(1);
            percent = now == null ? 0 : now;
            told = System.nanoTime();
            listener.accept(new GitRemote.Progress(operation, path, phase, now));
        }
    }
}
