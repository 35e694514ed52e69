package dev.trestle.launcher;

import dev.trestle.config.Reload;
import dev.trestle.config.Settings;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a running node read its settings again, with the files that they name: all that is new holds, or nothing, and one line
 * of the log says what, or why not.
 */
final class Rereading implements Runnable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Rereading.class);

    private final RunningNode node;
    private final Supplier<Settings> source;
    private volatile Settings inForce;

    /** Of {@code node}, which runs with {@code inForce}; {@code source} reads what there is now. */
    Rereading(RunningNode node, Settings inForce, Supplier<Settings> source) {
        this.node = node;
        this.inForce = inForce;
        this.source = source;
    }

    /** Whether these settings name a file that can have changed. */
    static boolean isOfUse(Settings settings) {
        var dialects = settings.dialects();
        return settings.access().principals() != null
                || settings.access().jwt().keyFile() != null
                || settings.gateway().tls().enabled()
                || settings.status().tls().enabled()
                || dialects.devex().tls().enabled()
                || dialects.cluso().tls().enabled();
    }

    @Override
    public void run() {
        try {
            var reload = Reload.of(inForce, source.get());
            node.prepare(reload.settings()).onComplete(ready -> use(reload, ready), this::refuse);
        } catch (RuntimeException wrong) {
            refuse(wrong);
        }
    }

    private void use(Reload reload, Runnable ready) {
        ready.run();
        inForce = reload.settings();
        LOGGER.atInfo()
                .addKeyValue("changed", reload.changed())
                .addKeyValue("needRestart", reload.waiting())
                .log("settings were read again");
        tell(null);
    }

    private void refuse(Throwable why) {
        LOGGER.atError().addKeyValue("why", why.getMessage()).log("settings stay as they were");
        tell(why.getMessage());
    }

    private void tell(String why) {
        if (node.gateway() != null) {
            node.gateway().audit().reloaded(why);
        }
    }
}
