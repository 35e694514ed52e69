package dev.trestle.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of all rows. What is not here or offered by a service on the bus cannot be called. */
public final class Protocol {

    /** The version that {@code session.ready} announces. */
    public static final int VERSION = 1;

    /** The WebSocket subprotocol of this version. */
    public static final String SUBPROTOCOL = "trestle.v1";

    /** Every operation of Trestle itself, in the order of the documentation. */
    public static final List<Operation<?, ?>> OPERATIONS = List.of(
            Session.AUTHENTICATE,
            Session.PING,
            Session.CANCEL,
            Session.OPERATIONS,
            Workspaces.LIST,
            Topics.SUBSCRIBE,
            Topics.UNSUBSCRIBE,
            Topics.PUBLISH,
            Topics.HISTORY,
            Topics.PRESENCE,
            Fs.LIST,
            Fs.STAT,
            Fs.READ,
            Fs.WRITE,
            Fs.PATCH,
            Fs.MKDIR,
            Fs.DELETE,
            Fs.MOVE,
            Fs.COPY);

    /** Every kind of message that the server sends on its own. */
    public static final List<Topic<?>> TOPICS = List.of(Session.READY, Session.CLOSING, Topics.EVENT, Topics.GAP);

    private static final Map<String, Operation<?, ?>> BY_NAME =
            OPERATIONS.stream().collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));

    /** The row with this name. */
    public static Optional<Operation<?, ?>> operation(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private Protocol() {}
}
