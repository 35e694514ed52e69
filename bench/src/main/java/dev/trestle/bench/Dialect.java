package dev.trestle.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How a server is spoken to about topics. In what is sent {@code TOPIC} stands for a topic, {@link Stamp#ZERO} for the stamp.
 *
 * @param hello what comes first on a connection; empty for nothing
 * @param subscription asks for the events of a topic
 * @param subscribed what the answer to that contains
 * @param publication publishes an event
 * @param rest what follows the stamp in an event
 */
record Dialect(String hello, String subscription, String subscribed, String publication, String rest) {

    private static final String DATA = "{\"text\":\"" + "a".repeat(128) + "\",\"at\":\"" + Stamp.ZERO + "\"}";
    private static final String REST = "\"},\"time\":1234567890123}}";

    private static final Dialect TRESTLE = new Dialect(
            "",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"topic.subscribe\",\"params\":{\"topic\":\"TOPIC\"}}",
            "\"result\":",
            "{\"jsonrpc\":\"2.0\",\"id\":\"" + Stamp.ZERO
                    + "\",\"method\":\"topic.publish\",\"params\":{\"topic\":\"TOPIC\",\"event\":\"told\",\"data\":"
                    + DATA
                    + "}}",
            REST);
    private static final Dialect SOCKET_IO =
            new Dialect("40", "420[\"join\",\"TOPIC\"]", "430[]", "421[\"publish\",\"TOPIC\"," + DATA + "]", "\"}]");
    /** The event is as long as that of Trestle. */
    private static final Dialect FRAMES = new Dialect(
            "",
            "TOPIC",
            "{}",
            "TOPIC{\"jsonrpc\":\"2.0\",\"method\":\"topic.event\",\"params\":{\"topic\":\"TOPIC\",\"epoch\":\"k3q0w8x1\","
                    + "\"seq\":1234,\"event\":\"told\",\"data\":" + DATA.replace("\"}", REST),
            REST);

    static Dialect of(Server.Kind kind) {
        return switch (kind) {
            case TRESTLE -> TRESTLE;
            case SOCKET_IO -> SOCKET_IO;
            default -> FRAMES;
        };
    }

    /** The name of a topic; all are {@value FrameServer#NAME} characters long. */
    static String topic(int number) {
        return String.format("topic/%010d", number);
    }

    /** Opens a connection that can subscribe and publish. */
    Connection open(Server server) throws IOException {
        var connection = Connection.open(server, "127.0.0.1");
        if (!hello.isEmpty()) {
            connection.send(ClientFrames.text(hello));
            connection.readText();
        }
        return connection;
    }

    /** The frame that asks for the events of {@code topic}. */
    ByteBuffer subscription(String topic) {
        return ClientFrames.text(subscription.replace("TOPIC", topic));
    }

    /** Returns when {@code connection} is told of {@code topic}; what others say meanwhile is passed over. */
    void subscribe(Connection connection, String topic) throws IOException {
        connection.send(subscription(topic));
        String answer;
        do {
            answer = connection.readText();
            if (answer.contains("\"error\":")) {
                throw new IOException("a subscription was answered: " + answer);
            }
        } while (!answer.contains(subscribed));
    }

    /** An event of {@code topic}, to be published as often as one likes. */
    Publication publication(Server.Kind kind, String topic) {
        var text = publication.replace("TOPIC", topic);
        var frame = kind == Server.Kind.FRAMES
                ? ClientFrames.binary(text.getBytes(StandardCharsets.US_ASCII))
                : ClientFrames.text(text);
        return new Publication(frame, text);
    }
}
