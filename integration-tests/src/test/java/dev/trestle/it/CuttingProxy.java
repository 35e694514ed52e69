package dev.trestle.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server that breaks once: after so many bytes to it, both connections end without a goodbye. */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int port;
    private final long cutAfter;
    private final AtomicLong sent = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Leads to {@code port} on this machine. */
    CuttingProxy(int port, long cutAfter) {
        this.port = port;
        this.cutAfter = cutAfter;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    /** How many bytes went to the server, before the cut and after it. */
    long sent() {
        return sent.get();
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), port);
                threads.execute(() -> pass(client, server, true));
                threads.execute(() -> pass(server, client, false));
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private void pass(Socket from, Socket to, boolean counted) {
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream(), counted);
        } catch (IOException cut) {
            // As it is to be.
        }
    }

    private void copy(InputStream from, OutputStream to, boolean counted) throws IOException {
        var bytes = new byte[65_536];
        for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
            to.write(bytes, 0, length);
            long before = counted ? sent.getAndAdd(length) : cutAfter;
            if (before < cutAfter && before + length >= cutAfter) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
