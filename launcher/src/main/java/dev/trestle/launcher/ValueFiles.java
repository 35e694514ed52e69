package dev.trestle.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the values that are not on the command line: {@code key=@file}, and {@code key=@-} for standard input. */
final class ValueFiles {

    private final InputStream standardInput;
    private String readFor;

    ValueFiles(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /** {@code argument} with its file's content as its value; as it is when it names no file. */
    Argument resolve(Argument argument) {
        if (!argument.value().startsWith("@")) {
            return argument;
        }
        var name = argument.value().substring(1);
        try {
            return argument.with(
                    text(name.equals("-") ? fromStandardInput(argument) : Files.readAllBytes(Path.of(name))));
        } catch (CharacterCodingException binary) {
            throw CommandException.misused(argument.key() + ": " + name
                    + " is not UTF-8 text; send it as base64, where the operation has an encoding");
        } catch (IOException | InvalidPathException unreadable) {
            throw CommandException.misused(argument.key() + ": cannot read the file \"" + name + "\"; for a value that"
                    + " begins with @ write " + argument.key() + ":='\"@…\"'");
        }
    }

    private byte[] fromStandardInput(Argument argument) throws IOException {
        if (readFor != null) {
            throw CommandException.misused(
                    "only one value can come from standard input, and " + readFor + " already does");
        }
        readFor = argument.key();
        return standardInput.readAllBytes();
    }

    /** Nothing is replaced in silence: what is not UTF-8 is refused. */
    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
