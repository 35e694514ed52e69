package dev.trestle.launcher;

import dev.trestle.config.LogConfig;
import dev.trestle.launcher.log.StandardErrorLog;

/**
 * Hands the settings of the log to {@link StandardErrorLog}, which Logback calls when the first logger is made: until
 * {@link #configure} has run, no class with a logger may be touched.
 */
final class Logging {

    private Logging() {}

    static void configure(LogConfig config) {
        System.setProperty(StandardErrorLog.LEVEL, config.level().name());
        System.setProperty(StandardErrorLog.FORMAT, config.format().name());
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
    }
}
