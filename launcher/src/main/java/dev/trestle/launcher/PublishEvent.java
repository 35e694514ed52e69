package dev.trestle.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trestle.wire.Topics;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle publish}: one event on one topic. */
@Command(
        name = "publish",
        header = "Publish an event on a topic and print its place.",
        description = {
            "",
            "What follows the event are the members of its data:",
            "  key=value    text",
            "  key=@file    the text that the file holds; @- is standard input",
            "  key:=json    JSON as it stands",
            "Without any, the event has no data.",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle publish topic/builds finished build=7 ok:=true",
            "  trestle publish circle/red hello",
            "",
            "Exit codes: 0 done, 3 the server answered with an error, 2 wrong usage, 1 no answer."
        })
final class PublishEvent implements Callable<Integer> {

    private final InputStream standardInput;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private final GatewayOptions gateway;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Such as topic/builds.")
    private String topic;

    @Parameters(index = "1", paramLabel = "EVENT", description = "What kind of event, such as finished.")
    private String event;

    @Parameters(index = "2..*", paramLabel = "key=value", description = "Its data.")
    private List<String> arguments = List.of();

    PublishEvent(Map<String, String> environment, InputStream standardInput) {
        this.gateway = new GatewayOptions(environment);
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws InterruptedException {
        var files = new ValueFiles(standardInput);
        var given = arguments.stream().map(Argument::parse).map(files::resolve).toList();
        var params = JsonNodeFactory.instance.objectNode().put("topic", topic).put("event", event);
        if (!given.isEmpty()) {
            params.set("data", Params.of(event, Optional.empty(), given));
        }
        spec.commandLine().getOut().println(Json.pretty(gateway.remote().result(Topics.PUBLISH.name(), params)));
        return ExitCode.DONE;
    }
}
