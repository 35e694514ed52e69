package dev.trestle.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A process that was started to be measured. It ends when this is closed, and when this process is interrupted. */
record Child(Process process) implements AutoCloseable {

    static Child start(ProcessBuilder builder) throws IOException {
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Child(process);
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
