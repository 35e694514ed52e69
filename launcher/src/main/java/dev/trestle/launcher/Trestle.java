package dev.trestle.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trestle} itself: the list of its commands. */
@Command(
        name = "trestle",
        synopsisSubcommandLabel = "COMMAND",
        header = "Remote workspaces, one WebSocket away.",
        footerHeading = "%n",
        footer = {
            "From a source tree, ./trestle test runs the tests, and ./trestle cluster-demo",
            "starts a cluster of eight workers and two gateways on this machine.",
            "",
            "Examples:",
            "  trestle up ~/projects/demo              serve a folder on 127.0.0.1:8080",
            "  trestle put notes.txt docs/             copy a file there; get, cat and ls do the rest",
            "  trestle agent list the files            ask an agent for something",
            "  trestle call fs.list workspace=default path=/",
            "  trestle help up                         all about one command",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 the server refused the call."
        })
final class Trestle implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: up, ls, cat, get, put, attach, agent, call, publish, tail, nodes, check, token, version or help");
    }
}
