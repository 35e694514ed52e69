package dev.trestle.launcher;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The terminal that this command runs in, with every key handed on as it is pressed; when closed it is as it was. It is set
 * by {@code stty}, which every system with terminals has.
 */
final class RawTerminal implements AutoCloseable {

    private final ReentrantLock restoring = new ReentrantLock();
    private final String before;
    private final Thread lastResort = new Thread(this::restore);

    private RawTerminal(String before) {
        this.before = before;
    }

    /** @throws CommandException when this is no terminal */
    static RawTerminal open() {
        var terminal = new RawTerminal(stty("-g"));
        Runtime.getRuntime().addShutdownHook(terminal.lastResort);
        stty("raw", "-echo");
        return terminal;
    }

    /** Columns and rows. */
    int[] size() {
        var rowsAndCols = stty("size").split(" ");
        return new int[] {atLeastOne(rowsAndCols[1]), atLeastOne(rowsAndCols[0])};
    }

    /** Some terminals do not know theirs and say 0. */
    private static int atLeastOne(String number) {
        return Math.min(1000, Math.max(1, Integer.parseInt(number)));
    }

    private void restore() {
        restoring.lock();
        try {
            stty(before);
        } finally {
            restoring.unlock();
        }
    }

    @Override
    public void close() {
        restore();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private static String stty(String... arguments) {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            var process =
                    new ProcessBuilder(command).redirectInput(Redirect.INHERIT).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (process.waitFor() == 0) {
                return said;
            }
        } catch (IOException missing) {
            throw CommandException.broken("stty is needed to speak to the terminal (" + missing.getMessage() + ")");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        throw CommandException.misused(
                "standard input must be a terminal; for programs there is trestle call pty.input");
    }
}
