package dev.trestle.launcher;

import dev.trestle.wire.Protocol;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trestle version}: what a report of a fault should begin with. */
@Command(name = "version", header = "Say which version this is, and on which Java it runs.")
final class Version implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("trestle " + own() + ", protocol " + Protocol.VERSION + ", Java " + Runtime.version());
    }

    /** The jar's manifest knows it; classes that were not packaged have none. */
    static String own() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
