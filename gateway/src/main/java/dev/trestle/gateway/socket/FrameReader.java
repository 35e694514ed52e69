package dev.trestle.gateway.socket;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.trestle.gateway.socket.Inbound.Refused;
import dev.trestle.wire.CallId;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Protocol;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;

/**
 * Reads what routing needs out of a message and leaves the rest as bytes: {@code params} is checked and measured, never
 * turned into a tree.
 */
public final class FrameReader {

    /**
     * The body of a call.
     *
     * @param workspace its member {@code workspace}, or {@code null}
     * @param handles its members that are of {@link Protocol#HANDLES}
     * @param json the object itself
     */
    public record Params(String workspace, Map<String, String> handles, Buffer json) {}

    private final StrictJson json;

    public FrameReader(StrictJson json) {
        this.json = json;
    }

    /** What {@code message}, which is UTF-8, is. */
    Inbound frame(byte[] message) {
        var frame = new FrameMembers(message);
        try (var parser = json.parser(message)) {
            var first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                StrictJson.skip(first == null ? endOfInput(parser) : parser);
                end(parser);
                return refused(
                        null, first == JsonToken.START_ARRAY ? "batches are not served" : "a frame is one object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                frame.read(name, parser);
            }
            end(parser);
        } catch (JsonProcessingException notJson) {
            return new Refused(null, parseError(notJson));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return frame.result();
    }

    /**
     * The body of an HTTP call, which may be empty.
     *
     * @throws Failure {@code PARSE_ERROR} or {@code INVALID_ARGUMENT}
     */
    public Params params(byte[] body) {
        if (body.length == 0) {
            return new Params(null, Map.of(), Buffer.buffer("{}"));
        }
        if (!StrictJson.isUtf8(body)) {
            throw new Failure(ErrorCode.PARSE_ERROR, "the body is not UTF-8");
        }
        var frame = new FrameMembers(body);
        try (var parser = json.parser(body)) {
            if (parser.nextToken() == null) {
                endOfInput(parser);
            }
            frame.read("params", parser);
            end(parser);
        } catch (JsonProcessingException notJson) {
            throw parseError(notJson);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return frame.params();
    }

    private static void end(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "something follows the value");
        }
    }

    private static JsonParser endOfInput(JsonParser parser) throws IOException {
        throw new JsonParseException(parser, "there is nothing");
    }

    private static Refused refused(CallId id, String sentence) {
        return new Refused(id, new Failure(ErrorCode.INVALID_REQUEST, sentence));
    }

    /** Jackson's sentences are good enough to find a typing error, without its names for limits and sources. */
    private static Failure parseError(JsonProcessingException cause) {
        var what = cause instanceof StreamConstraintsException
                ? "it is nested too deep, or a number or a name is too long"
                : cause instanceof JsonEOFException ? "it ends too early" : firstLine(cause.getOriginalMessage());
        return new Failure(ErrorCode.PARSE_ERROR, "not JSON, or not strict enough: " + what);
    }

    private static String firstLine(String text) {
        var line = text.lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), 160));
    }
}
