package dev.trestle.verticle.fs.watch;

import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.Failure;
import java.nio.file.Path;
import java.util.List;

/** A process that watches a workspace where the system allows little, and says what comes of it. */
final class ScarceWatches implements Watcher.Listener {

    private ScarceWatches() {}

    public static void main(String[] arguments) throws Exception {
        try (var root = Root.open(Path.of(arguments[0]))) {
            var watcher = Watcher.start("demo", root, new FsConfig.Watch(1000, 1000), new ScarceWatches());
            var outcome = watcher.ready().map("ready").otherwise(ScarceWatches::said);
            System.out.println(outcome.toCompletionStage().toCompletableFuture().join());
            watcher.close().toCompletionStage().toCompletableFuture().join();
        } catch (Failure refused) {
            System.out.println(said(refused));
        }
    }

    private static String said(Throwable refused) {
        return ((Failure) refused).code() + " " + refused.getMessage();
    }

    @Override
    public void changed(List<Change> changes) {
        changes.forEach(change -> System.out.println(change.kind() + " " + change.path()));
    }

    @Override
    public void ended(Throwable cause) {
        System.out.println("ended");
    }
}
