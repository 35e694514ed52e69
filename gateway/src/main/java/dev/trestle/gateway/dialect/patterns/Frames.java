package dev.trestle.gateway.dialect.patterns;

import dev.trestle.gateway.dialect.Envelope;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.wire.Topics;
import java.util.List;
import java.util.Map;

/** The messages of the patterns server. */
final class Frames {

    private static final String CORRELATION = "correlationId";

    static final Envelope ENVELOPE = new Envelope() {
        @Override
        public Message message(Map<String, Object> frame) {
            return new Message(String.valueOf(frame.getOrDefault("type", "undefined")), frame.get("payload"), frame);
        }

        @Override
        public Map<String, Object> frame(String type, Object payload) {
            return Members.of("type", type, "payload", payload, "timestamp", System.currentTimeMillis());
        }
    };

    private Frames() {}

    /** What answers {@code request}, whose correlation id comes back as it was sent. */
    static Map<String, Object> answer(Message request, String type, Map<String, ?> payload) {
        var frame = ENVELOPE.frame(type, payload);
        if (request.frame().get(CORRELATION) != null) {
            frame.put(CORRELATION, request.frame().get(CORRELATION));
        }
        return frame;
    }

    static Map<String, Object> error(Message request, String message) {
        return answer(request, "error", Map.of("message", message));
    }

    /** {@code status} is idle, thinking, streaming or error. */
    static Map<String, Object> status(String session, String status) {
        return ENVELOPE.frame("status:update", Map.of("sessionId", session, "status", status));
    }

    /** The answer ends here, and not well. */
    static List<Map<String, Object>> broken(String session, String message) {
        return List.of(
                ENVELOPE.frame("stream:error", Map.of("sessionId", session, "message", message)),
                status(session, "error"));
    }

    /** What {@code event} of an agent is for whoever listens to {@code session}. */
    static List<Map<String, Object>> of(String session, Topics.Event event) {
        var data = Members.in(event.data());
        return switch (event.event()) {
            case "prompt" -> List.of(status(session, "streaming"));
            case "chunk" ->
                List.of(ENVELOPE.frame(
                        "stream:chunk", Map.of("sessionId", session, "content", String.valueOf(data.get("text")))));
            case "completed" ->
                isCancelled(event)
                        ? List.of(status(session, "idle"))
                        : List.of(
                                ENVELOPE.frame("stream:complete", Map.of("sessionId", session)),
                                status(session, "idle"));
            case "status" -> "stopped".equals(data.get("state")) ? List.of(status(session, "idle")) : List.of();
            case "failed" -> broken(session, String.valueOf(data.get("message")));
            default -> List.of();
        };
    }

    /** Whether {@code event} ends a turn that was cancelled. */
    static boolean isCancelled(Topics.Event event) {
        return "cancelled".equals(Members.in(event.data()).get("stopReason"));
    }
}
