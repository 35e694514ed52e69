package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import org.junit.jupiter.api.Test;

class ClusteredStreamsLossTest {

    @Test
    void aStreamToANodeThatHasLeftEnds() throws Exception {
        // Given
        var ends = Ends.clustered();
        var read = new StreamLog();
        var reader = ends.caller().streams().reader(read);
        var writer = ends.server().streams().writeTo(reader.address(), new StreamLog());
        reader.grant(1);
        ends.until(() -> writer.credit() == 1);
        // When
        Ends.await(ends.server().leave());
        // Then
        ends.until(() -> read.failure != null);
        assertThat(read.failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        Ends.await(ends.caller().leave());
    }
}
