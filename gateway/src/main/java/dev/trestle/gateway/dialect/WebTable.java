package dev.trestle.gateway.dialect;

import dev.trestle.bus.Wire;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a protocol serves over HTTP: a table from methods and paths to work, whose arguments must fit a record, with one shape
 * for all answers. Belongs to the event loop of a listener.
 */
public final class WebTable {

    /** How a protocol words its answers. */
    public interface Style {
        /** What is sent in JSON for {@code data}. */
        Object done(Object data);

        /** What is sent for {@code cause}, a {@link Failure} or an {@link HttpException}. */
        Refusal refused(Throwable cause);
    }

    /** Why there is no answer; {@code body} is sent in JSON. */
    public record Refusal(int status, Object body) {}

    /** What is asked and by whom: {@code null} where everybody may. */
    public record Ask(Guest guest, RoutingContext context, Buffer body) {
        /**
         * The object that was sent, empty for an empty body.
         *
         * @throws Failure {@code PARSE_ERROR} when it is no object
         */
        public Map<String, Object> object() {
            try {
                return body.length() == 0 ? new HashMap<>() : new JsonObject(body).getMap();
            } catch (DecodeException notAnObject) {
                throw new Failure(ErrorCode.PARSE_ERROR, "The body must be an object in JSON");
            }
        }

        /**
         * What is in the address and in the body, as a record. Its {@code aName} is {@code a_name} there, or the same.
         *
         * @throws Failure {@code INVALID_ARGUMENT} when that does not fit
         */
        public <T> T as(Class<T> type) {
            var given = new HashMap<String, Object>();
            object().forEach((name, value) -> given.put(Snake.camel(name), value));
            var texts = texts(context);
            for (var component : type.getRecordComponents()) {
                texts.forEach((name, text) -> {
                    if (component.getName().equals(Snake.camel(name))) {
                        given.put(component.getName(), typed(component, text));
                    }
                });
            }
            return Wire.decode(Wire.encode(given), type);
        }
    }

    /** What is done for somebody who asks. */
    @FunctionalInterface
    public interface Work<T> {
        Future<?> on(Guest guest, T arguments);
    }

    private final Door door;
    private final String prefix;
    private final Style style;
    private final Function<RoutingContext, Future<Guest>> guests;

    /** Of paths that begin with what {@code prefix} matches; {@code guests} says who asks. */
    public WebTable(Door door, String prefix, Style style, Function<RoutingContext, Future<Guest>> guests) {
        this.door = door;
        this.prefix = prefix;
        this.style = style;
        this.guests = guests;
    }

    /** Has {@code work} done for {@code method} on the paths that {@code path} matches; {@code null} of it was answered already. */
    public WebTable on(String method, String path, Function<Ask, Future<?>> work) {
        door.router()
                .routeWithRegex(HttpMethod.valueOf(method), prefix + path)
                .handler(context -> serve(context, work));
        return this;
    }

    /** As {@link #on(String, String, Function)}, for a guest with arguments. */
    public <T> WebTable on(String method, String path, Class<T> arguments, Work<T> work) {
        return on(method, path, ask -> work.on(ask.guest(), ask.as(arguments)));
    }

    /** Refuses whatever else has that prefix. */
    public void otherwise(Function<RoutingContext, Throwable> why) {
        door.router().routeWithRegex(prefix + ".*").handler(context -> refuse(context, why.apply(context)));
    }

    private void serve(RoutingContext context, Function<Ask, Future<?>> work) {
        door.body(context.request())
                .compose(body -> guests.apply(context).map(guest -> new Ask(guest, context, body)))
                .compose(ask -> work.apply(ask).map(data -> (Object) data))
                .onSuccess(data -> {
                    if (data != null) {
                        say(context, 200, style.done(data));
                    }
                })
                .onFailure(refused -> refuse(context, refused));
    }

    private void refuse(RoutingContext context, Throwable cause) {
        if (context.response().headWritten()) {
            // What has begun as something else cannot end well.
            context.request().connection().close();
        } else if (cause instanceof Failure || cause instanceof HttpException) {
            var refusal = style.refused(cause);
            say(context, refusal.status(), refusal.body());
        } else {
            context.fail(cause);
        }
    }

    private static void say(RoutingContext context, int status, Object data) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(Wire.encode(data)));
    }

    /** What the address says, by names; the first where there are several. */
    private static Map<String, String> texts(RoutingContext context) {
        var texts = new HashMap<>(context.pathParams());
        context.queryParams().forEach(texts::putIfAbsent);
        return texts;
    }

    private static Object typed(RecordComponent component, String text) {
        if (component.getType() == int.class && text.matches("-?\\d{1,9}")) {
            return Integer.valueOf(text);
        }
        boolean truth = component.getType() == boolean.class;
        return truth && Arrays.asList("true", "false").contains(text) ? Boolean.valueOf(text) : text;
    }
}
