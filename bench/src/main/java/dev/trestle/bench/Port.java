package dev.trestle.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port of this machine, for a program that has to be told where to listen. */
final class Port {

    private static final int ATTEMPTS = 100;
    private static final int PAUSE_MS = 50;

    private Port() {}

    /** One that nobody has. */
    static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until {@code child} listens at {@code port}; {@code log} is where it says why it does not. */
    static void await(Child child, int port, File log) throws IOException {
        for (int i = 0; i < ATTEMPTS && child.process().isAlive(); i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                pause(PAUSE_MS);
            }
        }
        throw new IOException("it did not start, see the logs in " + log.getParent());
    }

    /** Waits for so long. */
    static void pause(int milliseconds) throws IOException {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }
}
