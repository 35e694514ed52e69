package dev.trestle.gateway.socket;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.trestle.bus.Traceparent;
import dev.trestle.gateway.socket.Inbound.Refused;
import dev.trestle.gateway.socket.Inbound.Reply;
import dev.trestle.gateway.socket.Inbound.Request;
import dev.trestle.wire.CallId;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Protocol;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The members of one frame as they are read, and what they make together. */
final class FrameMembers {

    private final byte[] message;
    private String version;
    private String method;
    private CallId id;
    private boolean answer;
    private boolean answerOfNull;
    private String workspace;
    private Map<String, String> handles = Map.of();
    private String traceparent;
    private Buffer params = Buffer.buffer("{}");
    private Failure wrongId;
    private Failure wrongParams;

    FrameMembers(byte[] message) {
        this.message = message;
    }

    /** Reads the value of the member {@code name}, at which the parser stands. */
    void read(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "jsonrpc" -> version = text(parser);
            case "method" -> method = text(parser);
            case "id" -> readId(parser);
            case "params" -> readParams(parser);
            case "traceparent" -> traceparent = Traceparent.of(text(parser));
            case "result", "error" -> {
                answer |= parser.currentToken() != JsonToken.VALUE_NULL;
                answerOfNull |= parser.currentToken() == JsonToken.VALUE_NULL;
                StrictJson.skip(parser);
            }
            default -> StrictJson.skip(parser);
        }
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        StrictJson.skip(parser);
        return null;
    }

    private void readId(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_STRING -> id = new CallId.Text(parser.getText());
            case VALUE_NUMBER_INT -> readNumber(parser);
            case VALUE_NULL -> id = null;
            default -> {
                StrictJson.skip(parser);
                wrongId = new Failure(ErrorCode.INVALID_REQUEST, "id must be a string or an integer");
            }
        }
    }

    private void readNumber(JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            wrongId = new Failure(ErrorCode.INVALID_REQUEST, "id must be an integer of at most 64 bits");
        } else {
            id = new CallId.Int(parser.getLongValue());
        }
    }

    private void readParams(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        } else if (parser.currentToken() != JsonToken.START_OBJECT) {
            StrictJson.skip(parser);
            wrongParams = new Failure(ErrorCode.INVALID_ARGUMENT, "params must be an object");
            return;
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            var token = parser.nextToken();
            if (name.equals("workspace") && token == JsonToken.VALUE_STRING) {
                workspace = parser.getText();
            } else if (token == JsonToken.VALUE_STRING && Protocol.HANDLES.contains(name)) {
                handles = handles.isEmpty() ? new HashMap<>(2) : handles;
                handles.put(name, parser.getText());
            } else {
                if (name.equals("workspace") && token != JsonToken.VALUE_NULL) {
                    wrongParams = new Failure(ErrorCode.INVALID_ARGUMENT, "workspace must be a string");
                }
                StrictJson.skip(parser);
            }
        }
        int end = (int) parser.currentLocation().getByteOffset();
        params = Buffer.buffer(end - start).appendBytes(message, start, end - start);
    }

    /** The members {@code params} alone, for a body without a frame. */
    FrameReader.Params params() {
        if (wrongParams != null) {
            throw wrongParams;
        }
        return new FrameReader.Params(workspace, handles, params);
    }

    Inbound result() {
        if (wrongId != null) {
            return new Refused(null, wrongId);
        } else if (!"2.0".equals(version)) {
            return refused("jsonrpc must be \"2.0\"");
        } else if (method == null && (answer || answerOfNull)) {
            return new Reply(id);
        } else if (answer) {
            return refused("a frame is a request or an answer, not both");
        } else if (method == null) {
            return refused("method must be a string");
        }
        return new Request(id, method, workspace, handles, traceparent, params, wrongParams);
    }

    private Refused refused(String sentence) {
        return new Refused(id, new Failure(ErrorCode.INVALID_REQUEST, sentence));
    }
}
