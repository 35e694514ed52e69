package dev.trestle.bus;

import dev.trestle.wire.Default;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Range;

/** The contract of a service that only the tests have. */
final class Echo {

    static final Operation<Say, Said> SAY =
            new Operation<>("echo.say", Say.class, Said.class, "Answers what it heard.");
    static final Operation<Say, Heard> HEAR =
            new Operation<>("echo.hear", Say.class, Heard.class, "Answers what it knows of the call.");

    record Say(
            String text,
            @Default("1") @Range(min = 1, max = 9) int times) {}

    record Said(String text) {}

    record Heard(
            String operation,
            String workspace,
            @Nullable String principal,
            long deadline,
            @Nullable String traceparent) {}

    private Echo() {}
}
