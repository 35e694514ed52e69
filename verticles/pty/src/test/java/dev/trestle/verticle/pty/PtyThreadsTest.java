package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Pty;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PtyThreadsTest {

    private static final int THREADS = 2;
    private static final int TERMINALS = 20;

    @RegisterExtension
    final PtyNode node = new PtyNode("pty.threads", String.valueOf(THREADS), "pty.killGraceMs", "200");

    private static List<String> crew() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("pty-[0-9]+"))
                .toList();
    }

    @Test
    void allTerminalsHaveAFewThreadsTogetherAndEachIsServed() {
        // Given
        var watchers = new ArrayList<Watcher>();
        for (int i = 0; i < TERMINALS; i++) {
            watchers.add(node.open("cat"));
        }
        // When
        watchers.forEach(watcher -> node.type(watcher.terminal(), "to " + watcher.terminal()));
        // Then
        watchers.forEach(watcher -> watcher.untilSeen("to " + watcher.terminal()));
        assertThat(crew()).hasSize(THREADS);
    }

    @Test
    void moreFloodsThanThreadsLeaveTurnsForAnEcho() {
        // Given
        var floods = new ArrayList<Watcher>();
        for (int i = 0; i < 2 * THREADS; i++) {
            floods.add(node.open("yes"));
        }
        var calm = node.open("cat");
        // When
        floods.forEach(flood -> PtyNode.until(() -> flood.size() > 100_000));
        node.type(calm.terminal(), "still here");
        // Then
        calm.untilSeen("still here");
        floods.forEach(flood -> {
            int before = flood.size();
            PtyNode.until(() -> flood.size() > before);
        });
    }

    @Test
    void aNodeThatLeavesWaitsForTerminalsThatAreBeingClosed() {
        // Given
        var unforeseen = new CopyOnWriteArrayList<Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, bug) -> unforeseen.add(bug));
        var watcher = node.open("sh", "-c", "trap '' HUP; echo $$; while :; do sleep 1; done");
        watcher.untilSeen("\n");
        long pid = Long.parseLong(watcher.text().strip());
        // When
        node.send(Pty.CLOSE, new Pty.Close(watcher.terminal()), null, "demo");
        PtyNode.until(() -> node.listed(watcher.terminal()) == null);
        PtyNode.await(node.node().leave());
        // Then
        Thread.setDefaultUncaughtExceptionHandler(before);
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(watcher.events()).hasSize(1).first().asString().contains("EXITED");
        assertThat(unforeseen).isEmpty();
        PtyNode.until(() -> crew().isEmpty());
    }
}
