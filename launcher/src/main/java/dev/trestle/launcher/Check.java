package dev.trestle.launcher;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trestle check}: everything that {@code up} would be told, without starting it. */
@Command(
        name = "check",
        header = "Show the settings that 'up' would run with, and where each comes from.",
        description = {
            "",
            "Takes the arguments of 'up', starts nothing, and prints every setting as YAML. Secrets are masked."
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle check                           the defaults, with the current folder as workspace",
            "  trestle check --config trestle.yaml     before a node is started with it",
            "",
            "Exit codes: 0 the settings are good, 2 they are not, and a sentence says which key and what to do."
        })
final class Check implements Runnable {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private NodeOptions node;

    Check(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        out.print(node.read(environment).render());
        out.flush();
    }
}
