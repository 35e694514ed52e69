package dev.trestle.gateway.dialect.devex;

import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.regex.Pattern;

/**
 * Hands {@code /user-app/PORT/…}, requests and WebSockets, on to what programs of the workspace serve on this machine. Who
 * may ask them is who may open a terminal, and could ask from there.
 */
final class UserApps {

    private static final Pattern PATH = Pattern.compile("/(?:(?<repl>[^/?]+)/)?user-app/(?<port>[^/?]*)(?<rest>.*)");
    private static final int LEAST = 1024;
    private static final int MOST = 65_535;
    private static final int CONNECTIONS = 256;
    private static final int PATIENCE_MS = 5_000;

    /** Where one request goes. */
    private record Way(int port, String uri) implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            context.request().setURI(uri).headers().set(Door.PROXIED, "devex");
            return context.sendRequest();
        }
    }

    private final Door door;
    private final HttpClient client;

    UserApps(Door door) {
        this.door = door;
        this.client = door.vertx()
                .createHttpClient(
                        new HttpClientOptions().setConnectTimeout(PATIENCE_MS),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    void serve() {
        door.router().routeWithRegex("/(?:[^/]+/)?user-app(?:/.*)?").handler(this::handOn);
    }

    private void handOn(RoutingContext context) {
        var request = context.request();
        var path = PATH.matcher(request.uri());
        if (!path.matches()) {
            refuse(context, 400, "Invalid user-app path");
            return;
        }
        int port = port(path.group("port"));
        if (port < LEAST || port > MOST) {
            refuse(context, 400, "Invalid port");
            return;
        }
        var rest = path.group("rest");
        var way = new Way(port, rest.startsWith("/") ? rest : "/" + rest);
        request.pause();
        door.guest(request, door.workspace(path.group("repl")))
                .onSuccess(guest -> handOn(context, guest, way))
                .onFailure(unknown -> refuse(context, 401, "Unauthorized"));
    }

    private void handOn(RoutingContext context, Guest guest, Way way) {
        if (!guest.principal().may(Pty.OPEN.name(), guest.workspace())) {
            refuse(context, 403, "Forbidden");
            return;
        }
        HttpProxy.reverseProxy(client)
                .origin(OriginRequestProvider.fixedAddress(SocketAddress.inetSocketAddress(way.port(), "localhost")))
                .addInterceptor(way, true)
                .handle(context.request());
    }

    private static int port(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static void refuse(RoutingContext context, int status, String reason) {
        HttpServerRequest request = context.request();
        request.resume();
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(reason + "\n");
    }
}
