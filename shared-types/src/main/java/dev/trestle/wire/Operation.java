package dev.trestle.wire;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing a client can ask for: the row from which routing, schema, help and metrics are derived.
 *
 * @param name {@code service.verb}
 * @param request the record that {@code params} carries
 * @param reply the record that {@code result} carries
 * @param summary what it does, in one sentence
 * @param scope the name that a grant must cover: its own, or that of an operation that does the same in another way
 */
public record Operation<Q, R>(String name, Class<Q> request, Class<R> reply, String summary, String scope) {

    /** Every call asks, and reflection would be a seventh of what it costs. */
    private static final ClassValue<Optional<String>> HANDLES = new ClassValue<>() {
        @Override
        protected Optional<String> computeValue(Class<?> request) {
            return Arrays.stream(request.getRecordComponents())
                    .filter(component -> component.isAnnotationPresent(Handle.class))
                    .map(RecordComponent::getName)
                    .findFirst();
        }
    };

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}\\.[a-z][a-zA-Z0-9-]{0,63}");

    public Operation {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(reply, "reply");
        if (!isName(name)) {
            throw new IllegalArgumentException("an operation is named service.verb, not: " + name);
        }
    }

    /** The member of the request that says which node the call goes to, if there is one. */
    public Optional<String> handle() {
        return HANDLES.get(request);
    }

    /** An operation whose scope is its name. */
    public Operation(String name, Class<Q> request, Class<R> reply, String summary) {
        this(name, request, reply, summary, name);
    }

    /** Whether {@code name} has the form of an operation's name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The service that serves {@code operation}: the part before the dot. */
    public static String serviceOf(String operation) {
        return operation.substring(0, operation.indexOf('.'));
    }

    /** The service that serves this operation: {@code fs} of {@code fs.read}. */
    public String service() {
        return serviceOf(name);
    }
}
