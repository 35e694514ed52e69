package dev.trestle.gateway.access;

import dev.trestle.bus.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of the {@link Audit}: its members in the order in which they were added. */
final class AuditLine {

    /** What two lines have in common that tell of the same happening again. */
    record Kind(Object event, Object outcome, Object principal, Object from) {

        /** The same from wherever. */
        Kind anywhere() {
            return new Kind(event, outcome, principal, null);
        }
    }

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Of what happened on {@code node} now. */
    AuditLine(String node, String event, String outcome) {
        with("time", Instant.now().toString())
                .with("node", node)
                .with("event", event)
                .with("outcome", outcome);
    }

    /** With this member, unless it is {@code null}; a long text is cut. */
    AuditLine with(String name, String value) {
        if (value != null) {
            members.put(name, Subject.cut(value));
        }
        return this;
    }

    /** As the last of {@code times} such lines, of which the others are not written. */
    AuditLine repeated(long times) {
        members.put("repeated", times);
        return this;
    }

    Kind kind() {
        return new Kind(members.get("event"), members.get("outcome"), members.get("principal"), members.get("from"));
    }

    /** The JSON. */
    @Override
    public String toString() {
        return new String(Wire.encode(members), StandardCharsets.UTF_8);
    }
}
