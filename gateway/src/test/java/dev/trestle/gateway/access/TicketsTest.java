package dev.trestle.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TicketsTest {

    private final Proof proof = new Proof(new Principal("p", List.of()), now -> Optional.empty());
    private final Tickets tickets = tickets(3, 100);

    private static Tickets tickets(int all, int each) {
        var settings = Map.of(
                "node.roles", "[gateway]",
                "gateway.limits.tickets", Integer.toString(all),
                "gateway.limits.ticketsPerPrincipal", Integer.toString(each));
        var limits = Settings.read(Sources.of(settings)).gateway().limits();
        return new Tickets(() -> limits);
    }

    private static Proof of(String name) {
        return new Proof(new Principal(name, List.of()), now -> Optional.empty());
    }

    @Test
    void aPrincipalMayHaveSoManyUnusedAndLeavesTheRestToOthers() {
        // Given
        var few = tickets(10, 2);
        var first = few.issue(proof, Long.MAX_VALUE);
        few.issue(proof, Long.MAX_VALUE);
        // When
        assertThatThrownBy(() -> few.issue(proof, Long.MAX_VALUE))
                .isInstanceOfSatisfying(
                        Failure.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BUSY))
                .hasMessageContaining("gateway.limits.ticketsPerPrincipal, 2");
        // Then
        assertThat(few.issue(of("another"), Long.MAX_VALUE)).isNotNull();
        IntStream.range(0, 5).forEach(i -> few.issue(of("owner"), Long.MAX_VALUE));
        assertThat(few.redeem(first.ticket())).contains(proof);
        assertThat(few.issue(proof, Long.MAX_VALUE)).isNotNull();
    }

    @Test
    void aTicketProvesOnceWhatItWasIssuedFor() {
        var issued = tickets.issue(proof, Long.MAX_VALUE);
        assertThat(tickets.redeem(issued.ticket())).contains(proof);
        assertThat(tickets.redeem(issued.ticket())).isEmpty();
    }

    @Test
    void aTicketThatIsTooOldProvesNothingAndIsGone() {
        var issued = tickets.issue(proof, System.currentTimeMillis() - 1);
        assertThat(tickets.redeem(issued.ticket())).isEmpty();
    }

    @Test
    void whatWasNeverIssuedProvesNothing() {
        assertThat(tickets.redeem("")).isEmpty();
        assertThat(tickets.redeem("x".repeat(100_000))).isEmpty();
    }

    @Test
    void soManyMayBeUnused() {
        // Given
        var issued = IntStream.range(0, 3)
                .mapToObj(i -> tickets.issue(proof, Long.MAX_VALUE))
                .toList();
        // When
        assertThatThrownBy(() -> tickets.issue(proof, Long.MAX_VALUE))
                .isInstanceOfSatisfying(
                        Failure.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BUSY))
                .hasMessageContaining("3");
        // Then
        assertThat(issued.stream().map(Tickets.Issued::ticket).distinct()).hasSize(3);
        assertThat(tickets.redeem(issued.get(0).ticket())).contains(proof);
        assertThat(tickets.issue(proof, Long.MAX_VALUE)).isNotNull();
    }

    @Test
    void thoseThatAreTooOldDoNotCount() {
        IntStream.range(0, 3).forEach(i -> tickets.issue(proof, System.currentTimeMillis() - 1));
        assertThat(tickets.issue(proof, Long.MAX_VALUE)).isNotNull();
    }

    @Test
    void ofManyWhoAskAtOnceExactlyOneIsTold() {
        for (int round = 0; round < 1_000; round++) {
            var issued = tickets.issue(proof, Long.MAX_VALUE);
            assertThat(IntStream.range(0, 4)
                            .parallel()
                            .mapToObj(i -> tickets.redeem(issued.ticket()))
                            .filter(Optional::isPresent)
                            .count())
                    .isEqualTo(1);
        }
    }
}
