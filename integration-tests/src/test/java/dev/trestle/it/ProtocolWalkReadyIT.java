package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PROTOCOL §1: {@code session.ready}. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkReadyIT {

    private StartedTrestle trestle;

    @BeforeEach
    void use(StartedTrestle one) {
        trestle = one;
    }

    @Test
    void readySaysWhoWhereAndWithinWhichLimits() {
        // Given
        var client = trestle.client();
        // When
        var frame = client.notification();
        // Then
        var params = frame.get("params");
        assertThat(frame.fieldNames()).toIterable().containsExactlyInAnyOrder("jsonrpc", "method", "params");
        assertThat(params.get("connectionId").asText()).startsWith("c-");
        assertThat(params.get("node").asText()).startsWith("n-");
        assertThat(params)
                .isEqualTo(object(
                        "connectionId",
                        params.get("connectionId"),
                        "principal",
                        "owner",
                        "protocol",
                        1,
                        "node",
                        params.get("node"),
                        "heartbeatMs",
                        25_000,
                        "limits",
                        Map.of("messageBytes", 1_048_576, "inFlight", 64),
                        "workspaces",
                        List.of("default"),
                        "recovery",
                        true));
        client.close();
    }

    @Test
    void everyConnectionHasAnIdOfItsOwn() {
        // Given
        var one = trestle.client();
        var other = trestle.client();
        // When
        var ids = List.of(connectionId(one), connectionId(other));
        // Then
        assertThat(ids).doesNotHaveDuplicates();
        one.close();
        other.close();
    }

    private static String connectionId(Client client) {
        return client.notification().at("/params/connectionId").asText();
    }
}
