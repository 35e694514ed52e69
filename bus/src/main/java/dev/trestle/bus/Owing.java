package dev.trestle.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answers that a service owes to nodes, which ask for those that do not come: see {@link Owed}. Any thread may call. */
final class Owing {

    /** A call, by the node that it came from and its number there. */
    record Debt(String from, String number) {
        /** What {@code headers} name, or {@code null} when nobody asks for it. */
        static Debt of(MultiMap headers) {
            var number = headers.get(Headers.DEBT);
            return number == null ? null : new Debt(String.valueOf(headers.get(Headers.FROM)), number);
        }
    }

    private final Set<Debt> debts = ConcurrentHashMap.newKeySet();

    /** Remembers {@code debt}, unless it is {@code null}. */
    void add(Debt debt) {
        if (debt != null) {
            debts.add(debt);
        }
    }

    /** Right before {@code debt} is paid. */
    void remove(Debt debt) {
        if (debt != null) {
            debts.remove(debt);
        }
    }

    /** Answers which of the calls that {@code question} names still run. */
    void answer(Message<Object> question, Node node) {
        try {
            var from = node.sender(question.headers());
            var running = Stream.of(question.body().toString().split(","))
                    .filter(number -> debts.contains(new Debt(from, number)))
                    .collect(Collectors.joining(","));
            question.reply(Buffer.buffer(running), new DeliveryOptions().addHeader(Headers.RUNNING, ""));
        } catch (RuntimeException refused) {
            Failures.reply(question, refused);
        }
    }
}
