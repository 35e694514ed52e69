package dev.trestle.verticle.fs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.wire.Fs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NewsLimitsTest {

    @RegisterExtension
    final FsNode fs = FsNode.watching(new FsConfig.Watch(2, 4));

    @Test
    void aFolderBeyondTheLimitIsAnOverflow() throws Exception {
        // Given
        fs.file("a/one", "");
        fs.follow("files", Duration.ofMinutes(1));
        // When
        fs.file("b/two", "");
        // Then
        FsNode.until(() -> fs.log().last("overflow", "b") != null);
        assertThat(fs.log().last("overflow", "b").containsKey("reason")).isFalse();
    }

    @Test
    void aWorkspaceThatCannotBeWatchedSaysWhyAndIsWatchedAsSoonAsItCan() throws Exception {
        // Given
        for (int i = 0; i < 5; i++) {
            fs.file(i + ".txt", "");
        }
        // When
        fs.follow("files", Duration.ofMinutes(1));
        // Then
        assertThat(fs.log().last("overflow", "").getString("reason"))
                .isEqualTo("the workspace cannot be watched: fs.watch.maxNames is reached");
        // And
        fs.call(Fs.DELETE, new Fs.Delete("0.txt", false, null));
        FsNode.until(() -> !fs.log().last("overflow", "").containsKey("reason"));
    }
}
