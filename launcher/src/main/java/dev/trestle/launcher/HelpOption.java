package dev.trestle.launcher;

import picocli.CommandLine.Option;

/** {@code --help}, as every command has it. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean asked;
}
