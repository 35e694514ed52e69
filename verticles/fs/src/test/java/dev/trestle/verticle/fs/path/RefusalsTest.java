package dev.trestle.verticle.fs.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalsTest {

    private static final String SERVER = "/srv/workspaces/demo/a.txt";

    private static Refused of(Throwable cause) {
        return Refused.of((Failure) Refusals.from(cause, "a.txt"));
    }

    @Test
    void nameThePathAsTheClientGaveIt() {
        assertThat(of(new NoSuchFileException(SERVER)))
                .isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: a.txt"));
        assertThat(of(new AccessDeniedException(SERVER)))
                .isEqualTo(new Refused(ErrorCode.FORBIDDEN, "the server may not do this with the file: a.txt"));
        assertThat(of(new FileAlreadyExistsException(SERVER)))
                .isEqualTo(new Refused(ErrorCode.ALREADY_EXISTS, "something is there already: a.txt"));
        assertThat(of(new DirectoryNotEmptyException(SERVER)).code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(of(new InvalidPathException(SERVER, "unmappable")).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(of(new DirectoryIteratorException(new AccessDeniedException(SERVER)))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void leaveAloneWhatNobodyForesaw() {
        // Given
        var cause = new IOException("input/output error");
        // Then
        assertThat(Refusals.from(cause, "a.txt")).isSameAs(cause);
    }

    @Test
    void doNotBlameADiskThatHasRoom(@TempDir Path directory) throws Exception {
        // Given
        var cause = new IOException("input/output error");
        try (var file = Handle.at(directory)) {
            // Then
            assertThat(Device.blame(cause, file)).isSameAs(cause);
        }
    }
}
