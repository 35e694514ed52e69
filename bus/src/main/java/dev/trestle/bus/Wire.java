package dev.trestle.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one codec between JSON and the records of the contract, by the rules that the contract's package states.
 *
 * <p>What does not fit is refused by name: {@code INVALID_ARGUMENT} with the path of the field and what it must be. Any
 * thread may call.
 */
public final class Wire {

    private static final byte[] EMPTY = {'{', '}'};
    private static final String NOT_JSON = "params must be one JSON object";
    private static final List<CoercionInputShape> SCALARS =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);
    private static final JsonMapper MAPPER = mapper();

    private Wire() {}

    private static JsonMapper mapper() {
        // A text is as long as the message that carried it: the gateway and the services bound those. Names that
        // callers
        // make up are not interned: that costs much and is for ever.
        var json = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
        var mapper = JsonMapper.builder(json)
                .addModule(new WireModule())
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
                .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .withCoercionConfigDefaults(
                        from -> from.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual,
                        from -> SCALARS.forEach(shape -> from.setCoercion(shape, CoercionAction.Fail)))
                .build();
        mapper.setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
        return mapper;
    }

    /** {@code value} as JSON in UTF-8. */
    public static byte[] encode(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), cause);
        }
    }

    /**
     * The record that {@code json} holds; an empty text and {@code null} read as {@code {}}.
     *
     * @throws Failure {@code INVALID_ARGUMENT} that names the field
     */
    public static <T> T decode(byte[] json, Class<T> type) {
        return read(json.length == 0 ? EMPTY : json, type);
    }

    /** As {@link #decode(byte[], Class)}. */
    public static <T> T decode(Buffer json, Class<T> type) {
        return decode(json.getBytes(), type);
    }

    /** The JSON that a message carries as {@code Buffer} or {@code JsonObject}; a message without a body carries none. */
    static Buffer json(Object body) {
        if (body instanceof Buffer buffer) {
            return buffer;
        } else if (body instanceof JsonObject object) {
            return object.toBuffer();
        } else if (body == null) {
            return Buffer.buffer();
        }
        throw new Failure(ErrorCode.INVALID_ARGUMENT, NOT_JSON);
    }

    private static <T> T read(byte[] json, Class<T> type) {
        try {
            var value = MAPPER.readValue(json, type);
            return value == null ? read(EMPTY, type) : value;
        } catch (JsonMappingException misfit) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, sentence(misfit));
        } catch (IOException notJson) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, NOT_JSON);
        }
    }

    private static String sentence(JsonMappingException misfit) {
        boolean outOfRange = misfit.getCause() instanceof InputCoercionException;
        if (misfit.getCause() instanceof StreamReadException && !outOfRange) {
            return NOT_JSON;
        }
        var path = misfit.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        var field = path.isEmpty() ? "params" : path.substring(path.startsWith(".") ? 1 : 0);
        if (misfit instanceof FieldMisfit own) {
            return field + " " + own.complaint();
        }
        if (misfit instanceof InvalidNullException) {
            return field + " must not be null";
        }
        if (misfit instanceof MismatchedInputException wrong) {
            return field + " must be " + expected(wrong);
        }
        return field + (outOfRange ? " is out of range" : " is not valid");
    }

    private static String expected(MismatchedInputException wrong) {
        var type = wrong.getTargetType();
        if (type == null) {
            return "present";
        } else if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        } else if (type == String.class) {
            return "a string";
        } else if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "an integer";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (Iterable.class.isAssignableFrom(type)) {
            return "an array";
        }
        return "an object";
    }
}
