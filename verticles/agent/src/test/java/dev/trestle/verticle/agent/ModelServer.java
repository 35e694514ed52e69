package dev.trestle.verticle.agent;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An endpoint of OpenAI's kind that answers as it was told to, byte by byte where that matters. */
final class ModelServer implements AfterEachCallback {

    /** One answer, written by hand. */
    interface Answer {
        void write(OutputStream out) throws IOException;
    }

    /** What was asked. */
    record Asked(String head, JsonObject body, long nanoTime) {}

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    private final ServerSocket server;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Socket open;

    ModelServer() {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
        var thread = new Thread(this::serve, "model");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    List<Asked> asked() {
        return asked;
    }

    /** Whether the client has hung up. */
    boolean deserted() {
        try {
            return open.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    ModelServer answer(Answer answer) {
        answers.add(answer);
        return this;
    }

    /** Streams these pieces of data, and says that it was all. */
    ModelServer stream(String... data) {
        return answer(out -> {
            out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
            for (var one : data) {
                out.write(("data: " + one + "\n\n").getBytes(StandardCharsets.UTF_8));
            }
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII));
        });
    }

    /** Says {@code text} and that it is done, at a cost. */
    ModelServer say(String text) {
        return stream(
                delta(new JsonObject().put("role", "assistant").put("content", text)), stop("stop"), usage(10, 5));
    }

    static String delta(JsonObject delta) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta.encode() + ",\"finish_reason\":null}]}";
    }

    static String stop(String reason) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
    }

    static String usage(int input, int output) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],"
                + "\"usage\":{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + ",\"total_tokens\":"
                + (input + output) + "}}";
    }

    ModelServer refuse(int status, String headers, String body) {
        return answer(out -> out.write(("HTTP/1.1 " + status + " No\r\nContent-Length: " + body.length() + "\r\n"
                        + headers + "Connection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII)));
    }

    static byte[] head() {
        return HEAD.getBytes(StandardCharsets.US_ASCII);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                open = socket;
                socket.setTcpNoDelay(true);
                read(new BufferedInputStream(socket.getInputStream()));
                answers.take().write(socket.getOutputStream());
            } catch (IOException gone) {
                // The client has hung up, or the test is over.
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private void read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        var length = head.toString()
                .toLowerCase(Locale.ROOT)
                .split("content-length: ")[1]
                .split("\r")[0];
        var body = new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
        asked.add(new Asked(head.toString(), new JsonObject(body), System.nanoTime()));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        server.close();
        if (open != null) {
            open.close();
        }
    }
}
