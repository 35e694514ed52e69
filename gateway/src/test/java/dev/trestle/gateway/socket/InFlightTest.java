package dev.trestle.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.gateway.socket.InFlight.Running;
import dev.trestle.wire.CallId;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight calls = new InFlight(2, 2, 100);

    private static Running call(String id, int bytes) {
        var key = id == null ? null : new CallId.Text(id);
        return new Running(
                new Inbound.Request(key, "a.b", null, null, null, Buffer.buffer(new byte[bytes]), null),
                "bus name of " + id,
                false);
    }

    @Test
    void soManyRunAndTheNextWait() {
        // Given
        var first = call("1", 10);
        var third = call("3", 10);
        assertThat(calls.add(first)).isTrue();
        assertThat(calls.add(call("2", 10))).isTrue();
        assertThat(calls.add(third)).isFalse();
        assertThat(calls.next()).isNull();
        // When
        calls.end(first);
        // Then
        assertThat(calls.next()).isSameAs(third);
        assertThat(calls.next()).isNull();
        assertThat(calls.waitingBytes()).isZero();
    }

    @Test
    void nobodyOvertakesThoseWhoWait() {
        // Given
        var first = call("1", 1);
        calls.add(first);
        calls.add(call("2", 1));
        var waiting = call("3", 1);
        calls.add(waiting);
        // When
        calls.end(first);
        // Then
        assertThat(calls.add(call("4", 1))).isFalse();
        assertThat(calls.next()).isSameAs(waiting);
    }

    @Test
    void tooManyOrTooMuchIsRefusedAndLeavesNoTrace() {
        // Given
        calls.add(call("1", 0));
        calls.add(call("2", 0));
        calls.add(call("3", 60));
        // When
        assertThatThrownBy(() -> calls.add(call("4", 41)))
                .isInstanceOfSatisfying(
                        Failure.class, busy -> assertThat(busy.code()).isEqualTo(ErrorCode.BUSY));
        // Then
        assertThat(calls.find(new CallId.Text("4"))).isNull();
        assertThat(calls.waitingBytes()).isEqualTo(60);
        assertThat(calls.add(call("4", 40))).isFalse();
        assertThatThrownBy(() -> calls.add(call("5", 0))).isInstanceOf(Failure.class);
    }

    @Test
    void aWaitingCallMayBeWithdrawnAndARunningOneNot() {
        // Given
        var running = call("1", 1);
        var waiting = call("3", 50);
        calls.add(running);
        calls.add(call("2", 1));
        calls.add(waiting);
        // Then
        assertThat(calls.withdraw(running)).isFalse();
        assertThat(calls.withdraw(waiting)).isTrue();
        assertThat(calls.withdraw(waiting)).isFalse();
        assertThat(calls.find(new CallId.Text("3"))).isNull();
        assertThat(calls.find(new CallId.Text("1"))).isSameAs(running);
        assertThat(calls.waitingBytes()).isZero();
    }

    @Test
    void callsWithoutAnIdCountAndHaveNoName() {
        // Given
        var nameless = call(null, 1);
        calls.add(nameless);
        assertThat(calls.isEmpty()).isFalse();
        // When
        calls.end(nameless);
        // Then
        assertThat(calls.isEmpty()).isTrue();
    }

    @Test
    void toAbandonYieldsWhatRunsAndForgetsWhatWaits() {
        // Given
        var running = call("1", 1);
        calls.add(running);
        calls.add(call(null, 1));
        calls.add(call("3", 1));
        // When
        var abandoned = calls.abandon();
        // Then
        assertThat(abandoned).containsExactly(running);
        assertThat(calls.next()).isNull();
        assertThat(calls.waitingBytes()).isZero();
    }

    @Test
    void idsOfDifferentTypesAreDifferent() {
        var text = call("1", 0);
        var number = new Running(
                new Inbound.Request(new CallId.Int(1), "a.b", null, null, null, Buffer.buffer(), null), "n", false);
        calls.add(text);
        calls.add(number);
        assertThat(calls.find(new CallId.Text("1"))).isSameAs(text);
        assertThat(calls.find(new CallId.Int(1))).isSameAs(number);
    }
}
