package dev.trestle.wire;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a topic, which is one of {@code workspace/<id>/<kind>}, {@code circle/<name>}, {@code agent/<session>} and
 * {@code topic/<anything>}, or the transcript {@code agent/<session>/transcript}; see {@code docs/PROTOCOL.md} §5.
 *
 * @param text the name itself
 * @param workspace the id of the workspace that the topic belongs to, or {@code null}
 * @param fed whether only Trestle's own services publish on it, and no client
 */
public record TopicName(String text, String workspace, boolean fed) {

    /** The longest name, in characters. */
    public static final int LONGEST = 200;

    /** What begins so is said by Trestle about a topic, and by nobody else. */
    private static final String RESERVED = "presence.";

    private static final Pattern SHAPE =
            Pattern.compile("[A-Za-z0-9._:@-]{1," + LONGEST + "}(?:/[A-Za-z0-9._:@-]{1," + LONGEST + "}){1,63}");
    private static final Pattern EVENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
    private static final List<String> FED = List.of("files", "git", "search", "terminals", Agents.KIND);
    private static final List<String> OPEN = List.of("diagnostics", "validation", "ai-response");

    /**
     * The topic that {@code text} names.
     *
     * @throws Failure {@code INVALID_ARGUMENT} when it cannot be one
     */
    public static TopicName of(String text) {
        if (text.length() > LONGEST || !SHAPE.matcher(text).matches()) {
            throw refused("must be parts of A-Z a-z 0-9 . _ : @ - with / between them, of at most " + LONGEST
                    + " characters together");
        }
        var parts = text.split("/");
        for (var part : parts) {
            if (part.equals(".") || part.equals("..")) {
                throw refused("must not have a part that is . or ..");
            }
        }
        return switch (parts[0]) {
            case "workspace" -> ofWorkspace(text, parts);
            case "circle", "agent" -> ofOne(text, parts);
            case "topic" -> new TopicName(text, null, false);
            default -> throw refused("must begin with workspace/, circle/, agent/ or topic/");
        };
    }

    private static TopicName ofWorkspace(String text, String[] parts) {
        boolean fed = parts.length == 3 && FED.contains(parts[2]);
        if (parts.length != 3 || !fed && !OPEN.contains(parts[2])) {
            throw refused("must be workspace/ID/KIND, with a KIND of " + String.join(", ", FED) + ", "
                    + String.join(", ", OPEN));
        }
        return new TopicName(text, parts[1], fed);
    }

    private static TopicName ofOne(String text, String[] parts) {
        boolean record = parts.length == 3 && Agents.isRecord(text);
        if (parts.length != 2 && !record) {
            throw refused("must have one part after " + parts[0] + "/");
        }
        return new TopicName(text, null, parts[0].equals("agent"));
    }

    /**
     * Refuses what cannot be the name of an event that somebody publishes.
     *
     * @throws Failure {@code INVALID_ARGUMENT} that says why
     */
    public static void checkEvent(String event) {
        if (!EVENT.matcher(event).matches()) {
            throw new Failure(
                    ErrorCode.INVALID_ARGUMENT,
                    "event must be 1 to 64 of A-Z a-z 0-9 . _ : - and begin with a letter or a digit");
        } else if (isReserved(event)) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "event must not begin with " + RESERVED);
        }
    }

    /** Whether an event of this name is said by Trestle about the topic. */
    public static boolean isReserved(String event) {
        return event.startsWith(RESERVED);
    }

    private static Failure refused(String complaint) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "topic " + complaint);
    }
}
