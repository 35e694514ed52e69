package dev.trestle.gateway.dialect;

import dev.trestle.bus.Wire;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What clients of a protocol can have done, by the names that it gives to that: a table from its words to operations. */
public final class Repertoire {

    private final Map<String, Function<Map<String, Object>, Future<?>>> table = new HashMap<>();

    /** Has {@code work} done under each of {@code names}, with arguments that must fit a record; it may throw a {@link Failure}. */
    public <T> Repertoire on(Class<T> arguments, Function<T, Future<?>> work, String... names) {
        for (var name : names) {
            table.put(name, data -> work.apply(Wire.decode(Wire.encode(data), arguments)));
        }
        return this;
    }

    /** As {@link #on(Class, Function, String...)}, whatever is sent with it. */
    public Repertoire on(Supplier<Future<?>> work, String... names) {
        for (var name : names) {
            table.put(name, data -> work.get());
        }
        return this;
    }

    /** Whether there is something of this name. */
    public boolean knows(String name) {
        return table.containsKey(name);
    }

    /** Does what {@code name}, which it knows, stands for, with these arguments as JSON has them. */
    public Future<?> call(String name, Map<String, Object> data) {
        try {
            return table.get(name).apply(data);
        } catch (Failure refused) {
            return Future.failedFuture(refused);
        }
    }
}
