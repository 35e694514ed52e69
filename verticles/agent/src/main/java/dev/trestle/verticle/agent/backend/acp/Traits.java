package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.verticle.agent.backend.Text;
import dev.trestle.wire.AgentTraits.Command;
import dev.trestle.wire.AgentTraits.Commands;
import dev.trestle.wire.AgentTraits.Config;
import dev.trestle.wire.AgentTraits.Context;
import dev.trestle.wire.AgentTraits.Cost;
import dev.trestle.wire.AgentTraits.Mode;
import dev.trestle.wire.AgentTraits.Setting;
import dev.trestle.wire.AgentTraits.Title;
import dev.trestle.wire.AgentTraits.Trait;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What an agent says of itself, in Trestle's words; what it has said before, it does not say again. */
final class Traits {

    /** The most commands, or settings, that are told, and of their texts, so that they fit into one event. */
    private static final int MOST = 100;

    private static final int NAME = 64;
    private static final int SENTENCE = 160;

    private final Consumer<Trait> tell;
    private final Map<Class<?>, Trait> told = new HashMap<>();

    Traits(Consumer<Trait> tell) {
        this.tell = tell;
    }

    /** An update of the session, of whichever kind. */
    void hear(JsonObject update) {
        switch (update.getString("sessionUpdate", "")) {
            case "current_mode_update" -> mode(update);
            case "available_commands_update" ->
                say(new Commands(
                        items(update, "availableCommands").map(Traits::command).toList()));
            case "config_option_update" -> settings(update);
            case "usage_update" -> say(new Context(number(update, "used"), number(update, "size"), cost(update)));
            case "session_info_update" -> {
                if (update.containsKey("title")) {
                    say(new Title(Text.shortened(update.getString("title"), SENTENCE)));
                }
            }
            default -> {
                // About a turn, or of a later version.
            }
        }
    }

    /** How the session is when it begins, as the answer to {@code session/new} and the like says. */
    void begin(JsonObject opened) {
        if (opened.getValue("modes") instanceof JsonObject modes) {
            mode(modes);
        }
        if (opened.getValue("configOptions") instanceof JsonArray) {
            settings(opened);
        }
    }

    private void say(Trait trait) {
        if (!trait.equals(told.put(trait.getClass(), trait))) {
            tell.accept(trait);
        }
    }

    private void mode(JsonObject said) {
        say(new Mode(Text.shortened(said.getString("currentModeId", ""), NAME)));
    }

    private void settings(JsonObject said) {
        say(new Config(items(said, "configOptions").map(Traits::setting).toList()));
    }

    private static Stream<JsonObject> items(JsonObject said, String name) {
        return said.getValue(name) instanceof JsonArray items
                ? items.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .limit(MOST)
                : Stream.empty();
    }

    private static Command command(JsonObject command) {
        var hint = command.getValue("input") instanceof JsonObject input ? input.getString("hint") : null;
        return new Command(
                Text.shortened(command.getString("name", ""), NAME),
                Text.shortened(command.getString("description", ""), SENTENCE),
                Text.shortened(hint, NAME));
    }

    private static Setting setting(JsonObject option) {
        var value = option.getValue("currentValue");
        return new Setting(
                Text.shortened(option.getString("id", ""), NAME),
                Text.shortened(option.getString("name", ""), NAME),
                Text.shortened(option.getString("category"), NAME),
                value instanceof Boolean ? value : Text.shortened(String.valueOf(value), NAME));
    }

    private static Cost cost(JsonObject update) {
        return update.getValue("cost") instanceof JsonObject cost && cost.getValue("amount") instanceof Number amount
                ? new Cost(amount.doubleValue(), Text.shortened(cost.getString("currency", ""), NAME))
                : null;
    }

    private static long number(JsonObject update, String name) {
        return update.getValue(name) instanceof Number number ? number.longValue() : 0;
    }
}
