package dev.trestle.gateway.dialect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Clients of one listener that are told the same. Belongs to the event loop of the listener. */
public final class Group {

    private final Set<EventSocket> members = new LinkedHashSet<>();

    /** {@code socket} is told until it is gone. */
    public void join(EventSocket socket) {
        if (members.add(socket)) {
            socket.onClose(() -> members.remove(socket));
        }
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Tells all. */
    public void broadcast(String event, Object data) {
        broadcast(event, data, null);
    }

    /** Tells all but {@code sender}. */
    public void broadcast(String event, Object data, EventSocket sender) {
        List.copyOf(members).stream().filter(member -> member != sender).forEach(member -> member.emit(event, data));
    }
}
