package dev.trestle.config;

/**
 * The log, which goes to stderr.
 *
 * @param format how a line looks
 * @param level the least severe level that is written
 */
public record LogConfig(Format format, Level level) {
    /** How a line of the log looks: for people, or for machines. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Severity, the most severe first. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    public LogConfig {
        Require.present("log.format", format);
        Require.present("log.level", level);
    }
}
