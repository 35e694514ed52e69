package dev.trestle.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * The process that makes a {@link Draft}, told apart from all that had its number before.
 *
 * @param place one run of one machine, and the process numbers that count there: eight hexadecimal digits
 * @param process its number
 * @param started when it started, in ticks of that machine
 */
public record Maker(String place, long process, long started) {

    private static final int FIELD_OF_START = 19;

    /** This process. */
    public static final Maker US = us();

    private static Maker us() {
        try {
            var crc = new CRC32();
            crc.update(Files.readAllBytes(Path.of("/proc/sys/kernel/random/boot_id")));
            var numbers = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
            crc.update(numbers.toString().getBytes(StandardCharsets.UTF_8));
            long process = ProcessHandle.current().pid();
            return new Maker(HexFormat.of().toHexDigits((int) crc.getValue()), process, startOf(process));
        } catch (IOException broken) {
            throw new UncheckedIOException("/proc does not tell about this process", broken);
        }
    }

    /** When the running process of that number started, or -1. */
    private static long startOf(long process) {
        try {
            // The second field is the command in parentheses, which may hold anything.
            var text = Files.readString(Path.of("/proc/" + process + "/stat"), StandardCharsets.ISO_8859_1);
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[FIELD_OF_START]);
        } catch (IOException gone) {
            return -1;
        }
    }

    /** Whether it ran here: of another one nobody can tell whether it still runs. */
    boolean isOfThisPlace() {
        return place.equals(US.place);
    }

    /** Whether it ran here and does no more. */
    boolean isGone() {
        return isOfThisPlace() && startOf(process) != started;
    }
}
