package dev.trestle.verticle.fs.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.Writing;
import dev.trestle.wire.Transfer;
import dev.trestle.wire.Transfer.Upload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that keeps unfinished uploads for a fifth of a second. */
class FsUploadExpiryTest {

    @RegisterExtension
    final FsNode fs = new FsNode(new FsConfig.Uploads(2, 200));

    @Test
    void anUploadWhoseNextPieceDoesNotComeIsForgotten() throws Exception {
        // Given
        var writing = new Writing(fs.streams(), new byte[5], Writing.Then.END);
        var piece = new Upload("a.bin", null, false, false, 5L, 9L, 0L);
        // When
        FsNode.await(fs.send(Transfer.UPLOAD, piece, writing.address()));
        // Then
        assertThat(fs.drafts("")).hasSize(1);
        FsNode.until(() -> fs.drafts("").isEmpty());
    }
}
