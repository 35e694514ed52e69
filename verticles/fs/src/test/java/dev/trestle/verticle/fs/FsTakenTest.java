package dev.trestle.verticle.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody else, a shell or an editor, puts a file just where a call is about to put its own. */
class FsTakenTest {

    private static final int ROUNDS = 3_000;

    @RegisterExtension
    final FsNode fs = new FsNode();

    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger put = new AtomicInteger();

    @Test
    void whatSomebodyElsePutThereMeanwhileStays() throws Exception {
        // Given
        fs.file("mine", "mine");
        var place = fs.root().resolve("place");
        var other = new Thread(() -> putAgainAndAgain(place));
        other.start();
        try {
            for (int round = 0; round < ROUNDS && lost.get() == 0; round++) {
                // When
                try {
                    fs.call(Fs.MOVE, new Fs.Move("mine", "place", false));
                } catch (Failure taken) {
                    // Then
                    assertThat(taken.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
                    continue;
                }
                fs.call(Fs.MOVE, new Fs.Move("place", "mine", true));
            }
        } finally {
            other.interrupt();
            other.join();
        }
        assertThat(put).hasValueGreaterThan(1);
        assertThat(lost).hasValue(0);
    }

    private void putAgainAndAgain(Path place) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Files.writeString(place, "theirs", StandardOpenOption.CREATE_NEW);
                put.incrementAndGet();
                if (!Files.readString(place).equals("theirs")) {
                    lost.incrementAndGet();
                }
                Files.delete(place);
            } catch (FileAlreadyExistsException theyWereFaster) {
                Thread.onSpinWait();
            } catch (NoSuchFileException movedAway) {
                lost.incrementAndGet();
            } catch (IOException stopped) {
                return;
            }
        }
    }
}
