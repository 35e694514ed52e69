package dev.trestle.launcher;

import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle call}: one operation of a running gateway, over HTTP. */
@Command(
        name = "call",
        header = "Call one operation of a running gateway and print its result as JSON.",
        description = {
            "",
            "What follows the operation are its parameters:",
            "  key=value    typed as the operation wants it: text, a number, true or false, JSON for the rest",
            "  key=@file    the value is what the file holds; @- is standard input",
            "  key:=json    the value is JSON as it stands",
            "  workspace=ID names the workspace; without it, it is the one called default",
            "For operations of other services key=value is always text.",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle call session.operations",
            "  trestle call fs.list workspace=default path=/ depth=2",
            "  trestle call fs.write workspace=default path=notes.txt content=@notes.txt",
            "  trestle call fs.read workspace=default path=notes.txt length=80",
            "",
            "Exit codes: 0 done, 3 the server answered with an error, 2 wrong usage, 1 no answer."
        })
final class CallOperation implements Callable<Integer> {

    private final InputStream standardInput;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(index = "0", paramLabel = "OPERATION", description = "service.verb, such as fs.read.")
    private String operation;

    @Parameters(index = "1..*", paramLabel = "key=value", description = "Its parameters.")
    private List<String> arguments = List.of();

    @Mixin
    private final GatewayOptions gateway;

    CallOperation(Map<String, String> environment, InputStream standardInput) {
        this.gateway = new GatewayOptions(environment);
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!Operation.isName(operation)) {
            throw CommandException.misused(
                    "OPERATION must be service.verb, such as fs.read, not \"" + operation + "\"");
        }
        var files = new ValueFiles(standardInput);
        var given = arguments.stream().map(Argument::parse).map(files::resolve).toList();
        var params = Params.of(operation, Protocol.operation(operation), given);
        spec.commandLine().getOut().println(Json.pretty(gateway.remote().result(operation, params)));
        return ExitCode.DONE;
    }
}
