package dev.trestle.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueFilesTest {

    @TempDir
    private Path folder;

    private final ValueFiles files =
            new ValueFiles(new ByteArrayInputStream("from outside\n".getBytes(StandardCharsets.UTF_8)));

    @Test
    void leavesAValueThatNamesNoFile() {
        assertThat(resolve("path=a@b")).isEqualTo("a@b");
    }

    @Test
    void readsAFileAsItIs() throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("note.txt"), "zwei\r\nZeilen äöü\n");
        // When
        var value = resolve("content=@" + file);
        // Then
        assertThat(value).isEqualTo("zwei\r\nZeilen äöü\n");
    }

    @Test
    void readsStandardInput() {
        assertThat(resolve("content=@-")).isEqualTo("from outside\n");
    }

    @Test
    void keepsAFileRawWhenTheArgumentIs() throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("edits.json"), "[]");
        // When
        var argument = files.resolve(Argument.parse("patch:=@" + file));
        // Then
        assertThat(argument).isEqualTo(new Argument("patch", true, "[]"));
    }

    @Test
    void readsStandardInputOnlyOnce() {
        // Given
        resolve("path=@-");
        // When
        assertThatThrownBy(() -> resolve("content=@-"))
                // Then
                .hasMessage("only one value can come from standard input, and path already does");
    }

    @Test
    void refusesAFileThatIsNotText() throws Exception {
        // Given
        var file = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xc3, 0x28});
        // When
        assertThatThrownBy(() -> resolve("content=@" + file))
                // Then
                .hasMessage("content: " + file
                        + " is not UTF-8 text; send it as base64, where the operation has an encoding");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> resolve("content=@" + folder.resolve("nothing")))
                .hasMessage("content: cannot read the file \"" + folder.resolve("nothing")
                        + "\"; for a value that begins with @ write content:='\"@…\"'");
    }

    private String resolve(String argument) {
        return files.resolve(Argument.parse(argument)).value();
    }
}
