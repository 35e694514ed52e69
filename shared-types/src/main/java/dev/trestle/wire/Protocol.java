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
            Nodes.LIST,
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
            Pty.LIST,
            PtyRun.RUN,
            Git.STATUS,
            GitHistory.DIFF,
            GitHistory.LOG,
            GitHistory.SHOW,
            GitBlame.BLAME,
            Git.BRANCHES,
            Git.STAGE,
            Git.UNSTAGE,
            Git.DISCARD,
            GitWork.COMMIT,
            GitWork.CHECKOUT,
            GitWork.BRANCH,
            GitWork.MERGE,
            GitWork.STASH,
            GitRemote.FETCH,
            GitRemote.PULL,
            GitRemote.PUSH,
            GitRemote.CLONE,
            GitWork.INIT,
            GitWork.UNLOCK,
            GitRemote.CREDENTIAL,
            Agents.LIST,
            Agents.START,
            Agents.PROMPT,
            Agents.CANCEL,
            Agents.PERMIT,
            Agents.STOP,
            Agents.SESSIONS,
            Agents.TRANSCRIPT);

    /** Operations that need a stream, so that clients have them over HTTP and not by name. */
    public static final List<Operation<?, ?>> STREAMED = List.of(Transfer.DOWNLOAD, Transfer.ARCHIVE, Transfer.UPLOAD);

    /** Operations that change nothing. Every other one may, those of other services too, and leaves a trace. */
    private static final Set<Operation<?, ?>> READING = Set.of(
            Session.AUTHENTICATE,
            Session.PING,
            Session.CANCEL,
            Session.OPERATIONS,
            Workspaces.LIST,
            Nodes.LIST,
            Fs.LIST,
            Fs.STAT,
            Fs.READ,
            Search.FIND,
            Search.SEARCH,
            Transfer.DOWNLOAD,
            Transfer.ARCHIVE,
            Topics.SUBSCRIBE,
            Topics.UNSUBSCRIBE,
            Topics.HISTORY,
            Topics.PRESENCE,
            Pty.ATTACH,
            Pty.DETACH,
            Pty.ACK,
            Pty.LIST,
            Git.STATUS,
            GitHistory.DIFF,
            GitHistory.LOG,
            GitHistory.SHOW,
            GitBlame.BLAME,
            Git.BRANCHES,
            Agents.LIST,
            Agents.SESSIONS,
            Agents.TRANSCRIPT);

    /** Operations between nodes, which no client can call. */
    public static final List<Operation<?, ?>> INTERNAL =
            List.of(Feeds.FS, Feeds.PTY, Feeds.GIT, Feeds.AGENT, Nodes.DESCRIBE);

    /** Every kind of message that the server sends on its own. */
    public static final List<Topic<?>> TOPICS = List.of(
            Session.READY,
            Session.CLOSING,
            Topics.EVENT,
            Topics.GAP,
            Withdrawn.TOPIC,
            Pty.OUTPUT,
            Pty.EXITED,
            Pty.RESIZED,
            Pty.LAGGED,
            Pty.REFUSED,
            Withdrawn.TERMINAL);

    /** The members that name what lives on one node, each of which some request has. */
    public static final Set<String> HANDLES =
            OPERATIONS.stream().flatMap(row -> row.handle().stream()).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> LASTING = Set.of(
            GitRemote.FETCH.name(),
            GitRemote.PULL.name(),
            GitRemote.PUSH.name(),
            GitRemote.CLONE.name(),
            PtyRun.RUN.name());

    private static final long LONGEST_MS = 86_400_000;

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

    /** Whether {@code operation} may change something. */
    public static boolean writes(String operation) {
        var row = BY_NAME.get(operation);
        return row == null || !READING.contains(row);
    }

    /**
     * How long a caller waits for {@code operation}, in milliseconds, who has {@code usual} patience: one that speaks to other
     * machines, or runs what it was asked to, takes the time that these take, is bounded by its worker, and ends when it is
     * cancelled.
     */
    public static long patience(String operation, long usual) {
        return LASTING.contains(operation) ? LONGEST_MS : usual;
    }

    /** Whether {@code operation} is one of {@link #INTERNAL}. */
    public static boolean isInternal(String operation) {
        return INTERNAL_NAMES.contains(operation);
    }

    private Protocol() {}
}
