package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.verticle.agent.backend.Wanted;
import dev.trestle.wire.Agents.Attachment;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** A prompt in the blocks of the protocol: text and links every agent takes, the rest where it says so. */
final class Blocks {

    private final Path root;
    private final Paths paths;
    private final JsonObject able;

    /** For an agent in the workspace {@code root} that has said {@code promptCapabilities}. */
    Blocks(Path root, JsonObject able) {
        this.root = root;
        this.paths = new Paths(root);
        this.able = able;
    }

    /** The capability that {@code attachment} needs; {@code null} when every agent has it. */
    private static String need(Attachment attachment) {
        if (attachment.data() == null) {
            return null;
        }
        var type = attachment.mimeType();
        return type.startsWith("image/") ? "image" : type.startsWith("audio/") ? "audio" : "embeddedContext";
    }

    /**
     * Refuses what the agent cannot take.
     *
     * @throws Failure {@code UNSUPPORTED}, or {@code FORBIDDEN} for a file that is not in the workspace
     */
    void check(Attachment attachment) {
        var need = need(attachment);
        if (need == null) {
            paths.inWorkspace(attachment.name());
        } else if (!Boolean.TRUE.equals(able.getValue(need))) {
            throw new Failure(
                    ErrorCode.UNSUPPORTED,
                    "this agent takes no " + attachment.mimeType() + ": it does not have the capability " + need);
        }
    }

    JsonArray of(Wanted wanted) {
        var blocks = new JsonArray().add(new JsonObject().put("type", "text").put("text", wanted.text()));
        wanted.attachments().forEach(attachment -> blocks.add(block(attachment)));
        return blocks;
    }

    private JsonObject block(Attachment attachment) {
        var need = need(attachment);
        if (need == null) {
            return new JsonObject()
                    .put("type", "resource_link")
                    .put("name", attachment.name())
                    .put("uri", uri(paths.inWorkspace(attachment.name())));
        } else if (need.equals("embeddedContext")) {
            return new JsonObject().put("type", "resource").put("resource", resource(attachment));
        }
        return new JsonObject()
                .put("type", need)
                .put("mimeType", attachment.mimeType())
                .put("data", attachment.data());
    }

    private JsonObject resource(Attachment attachment) {
        var resource = new JsonObject().put("uri", uri(attachment.name())).put("mimeType", attachment.mimeType());
        return attachment.mimeType().startsWith("text/")
                ? resource.put(
                        "text", new String(Base64.getDecoder().decode(attachment.data()), StandardCharsets.UTF_8))
                : resource.put("blob", attachment.data());
    }

    private String uri(String name) {
        return root.resolve(name.replace('\0', '_')).toUri().toString();
    }
}
