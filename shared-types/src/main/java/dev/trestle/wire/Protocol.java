package dev.trestle.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            Fs.COPY,
            Search.FIND,
            Search.SEARCH,
            Pty.OPEN,
            Pty.ATTACH,
            Pty.DETACH,
            Pty.INPUT,
            Pty.ACK,
            Pty.RESIZE,
            Pty.SIGNAL,
            Pty.CLOSE,
            Pty.LIST);

    /** Operations that need a stream, so that clients have them over HTTP and not by name. */
    public static final List<Operation<?, ?>> STREAMED = List.of(Transfer.DOWNLOAD, Transfer.ARCHIVE, Transfer.UPLOAD);

    /** Operations between nodes, which no client can call. */
    public static final List<Operation<?, ?>> INTERNAL = List.of(Feeds.FS, Feeds.PTY, Feeds.GIT);

    /** Every kind of message that the server sends on its own. */
    public static final List<Topic<?>> TOPICS = List.of(
            Session.READY,
            Session.CLOSING,
            Topics.EVENT,
            Topics.GAP,
            Pty.OUTPUT,
            Pty.EXITED,
            Pty.RESIZED,
            Pty.LAGGED,
            Pty.REFUSED);

    private static final Map<String, Operation<?, ?>> BY_NAME = Stream.concat(OPERATIONS.stream(), STREAMED.stream())
            .collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));

    private static final Set<String> INTERNAL_NAMES =
            INTERNAL.stream().map(Operation::name).collect(Collectors.toUnmodifiableSet());

    /** The row with this name. */
    public static Optional<Operation<?, ?>> operation(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** What a grant must cover to allow {@code operation}; of other services' operations, their name. */
    public static String scopeOf(String operation) {
        var row = BY_NAME.get(operation);
        return row == null ? operation : row.scope();
    }

    /** Whether {@code operation} is one of {@link #INTERNAL}. */
    public static boolean isInternal(String operation) {
        return INTERNAL_NAMES.contains(operation);
    }

    private Protocol() {}
}
