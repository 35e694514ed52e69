package dev.trestle.verticle.agent.backend.openai;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.trestle.verticle.agent.backend.Wanted;
import dev.trestle.verticle.agent.tool.Tool;
import dev.trestle.verticle.agent.tool.Toolbox;
import dev.trestle.wire.AgentEvents;
import dev.trestle.wire.AgentEvents.Chunk;
import dev.trestle.wire.AgentEvents.Prompt;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What models are told, and what they say, between their words and Trestle's. */
final class Conversation {

    private static final String INSTRUCTIONS = """
            You are a coding agent in a workspace: a directory with the files of a project. You see and change it by your \
            tools alone; paths are relative to its root. Look before you change, change no more than you are asked for, \
            and say in few words what you did. Some uses of tools need a permission that people may refuse.""";

    private Conversation() {}

    /** How a conversation begins: with instructions, and with what was said in the session that it goes on from. */
    static List<ChatMessage> begin(String instructions, List<AgentEvents.Event> past) {
        var messages = new ArrayList<ChatMessage>();
        messages.add(SystemMessage.from(instructions == null ? INSTRUCTIONS : instructions));
        var answer = new StringBuilder();
        for (var event : past) {
            if (event instanceof Chunk chunk) {
                answer.append(chunk.text());
            } else if (event instanceof Prompt prompt) {
                addAnswer(messages, answer);
                messages.add(UserMessage.from(prompt.content()));
            }
        }
        addAnswer(messages, answer);
        return messages;
    }

    /** Forgets the oldest prompts, each with what came of it, until the rest has {@code most} characters at most. */
    static void shorten(List<ChatMessage> messages, long most) {
        long size = messages.stream().mapToLong(Conversation::size).sum();
        while (size > most && messages.size() > 1) {
            do {
                size -= size(messages.remove(1));
            } while (messages.size() > 1 && !(messages.get(1) instanceof UserMessage));
        }
    }

    private static long size(ChatMessage message) {
        return message.toString().length();
    }

    private static void addAnswer(List<ChatMessage> messages, StringBuilder answer) {
        if (!answer.isEmpty()) {
            messages.add(AiMessage.from(answer.toString()));
            answer.setLength(0);
        }
    }

    /**
     * Refuses what a model cannot take.
     *
     * @param images whether this one looks at images
     */
    static void check(Agents.Attachment attachment, boolean images) {
        boolean image = attachment.data() != null && attachment.mimeType().startsWith("image/");
        if (attachment.data() != null && !(image && images)) {
            throw new Failure(
                    ErrorCode.UNSUPPORTED,
                    "this agent takes text" + (images ? ", images" : "") + " and files of the workspace, and not "
                            + attachment.mimeType());
        }
    }

    /** What somebody asks for. A file of the workspace is named: the model has a tool to read it. */
    static UserMessage message(Wanted wanted) {
        var contents = new ArrayList<Content>();
        contents.add(TextContent.from(wanted.text()));
        for (var attachment : wanted.attachments()) {
            contents.add(
                    attachment.data() == null
                            ? TextContent.from("Attached is the file " + attachment.name() + " of the workspace.")
                            : ImageContent.from(attachment.data(), attachment.mimeType()));
        }
        return contents.size() == 1 ? UserMessage.from(wanted.text()) : UserMessage.from(contents);
    }

    static List<ToolSpecification> tools(Toolbox toolbox) {
        return toolbox.tools().stream().map(Conversation::specification).toList();
    }

    private static ToolSpecification specification(Tool tool) {
        var parameters = JsonObjectSchema.builder();
        var about = tool.about();
        about.parameters().forEach(one -> parameters.addStringProperty(one.name(), one.description()));
        parameters.required(about.parameters().stream()
                .filter(Tool.Parameter::required)
                .map(Tool.Parameter::name)
                .toList());
        return ToolSpecification.builder()
                .name(about.name())
                .description(about.description())
                .parameters(parameters.build())
                .build();
    }

    /** The arguments that a model has made up for a tool; {@code null} when they are no object. */
    static JsonObject input(String arguments) {
        try {
            return arguments == null || arguments.isBlank() ? new JsonObject() : new JsonObject(arguments);
        } catch (DecodeException | ClassCastException noObject) {
            return null;
        }
    }

    /** Ours, wherever it is wrapped in; what else went wrong is the endpoint's doing. */
    static Failure failure(Throwable cause) {
        for (var inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof Failure known) {
                return known;
            }
        }
        return new Failure(ErrorCode.UNAVAILABLE, "the endpoint's answer could not be read: " + cause.getMessage());
    }
}
