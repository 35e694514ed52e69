package dev.trestle.gateway.dialect;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What clients of a protocol can have done, by the names that it gives to that: a table from its words to operations. */
public final class Repertoire {

    /** What is done under one name. */
    @FunctionalInterface
    public interface Work {
        /** With these arguments, as JSON has them; may throw a {@link Failure}. */
        Future<?> on(Map<String, Object> data);
    }

    private final Map<String, Work> table = new HashMap<>();

    /** Has {@code work} done under each of {@code names}. */
    public Repertoire add(Work work, String... names) {
        for (var name : names) {
            table.put(name, work);
        }
        return this;
    }

    /** Whether there is something of this name. */
    public boolean knows(String name) {
        return table.containsKey(name);
    }

    /** Does what {@code name}, which it knows, stands for. */
    public Future<?> call(String name, Map<String, Object> data) {
        try {
            return table.get(name).on(data);
        } catch (Failure refused) {
            return Future.failedFuture(refused);
        }
    }

    /**
     * The text that {@code data} has as {@code name}.
     *
     * @throws Failure {@code INVALID_ARGUMENT} when there is none
     */
    public static String text(Map<String, Object> data, String name) {
        if (data.get(name) instanceof String text) {
            return text;
        }
        throw new Failure(ErrorCode.INVALID_ARGUMENT, name + " must be a string");
    }

    /** These names and values in turn; a value may be {@code null}. */
    public static Map<String, Object> members(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
