package dev.trestle.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that was started to be measured. It ends when this is closed, and when this process is interrupted. */
record Child(Process process) implements AutoCloseable {

    static Child start(ProcessBuilder builder) throws IOException {
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Child(process);
    }

    /** Sends {@code signal}, such as STOP. */
    void signal(String signal) throws IOException {
        var command = List.of("kill", "-s", signal, Long.toString(process.pid()));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    /** Ends it by SIGKILL, also when it stands still. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        var started = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        // What it has not ended itself.
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
