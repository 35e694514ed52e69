package dev.trestle.launcher;

import dev.trestle.config.AccessConfig;
import dev.trestle.config.ConfigException;
import dev.trestle.config.LogConfig;
import dev.trestle.gateway.access.Audit;
import dev.trestle.launcher.log.AuditFile;
import dev.trestle.launcher.log.StandardErrorLog;

/**
 * Hands the settings of the log to {@link StandardErrorLog}, which Logback calls when the first logger is made: until
 * {@link #configure} has run, no class with a logger may be touched.
 */
final class Logging {

    private Logging() {}

    /** Opens the file of who did what; refused when it cannot be written. */
    static void audit(AccessConfig.Audit config) {
        if (config.file() == null) {
            AuditFile.none(Audit.LOGGER);
        } else if (!AuditFile.open(Audit.LOGGER, config.file(), config.maxBytes(), config.keep())) {
            throw ConfigException.about("access.audit.file", "is " + config.file() + ", which cannot be written");
        }
    }

    /** Writes what is left of who did what. */
    static void close() {
        AuditFile.close(Audit.LOGGER);
    }

    static void configure(LogConfig config) {
        System.setProperty(StandardErrorLog.LEVEL, config.level().name());
        System.setProperty(StandardErrorLog.FORMAT, config.format().name());
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
    }
}
