package dev.trestle.gateway.dialect;

import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.dialect.Door.Visit;
import dev.trestle.gateway.socket.ClientLine;
import dev.trestle.gateway.socket.Sockets;
import dev.trestle.gateway.socket.Talk;
import dev.trestle.wire.Failure;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who becomes a socket at a {@link Door}, and which one: a table of paths. Belongs to the event loop of the listener. */
final class Handshakes {

    /** What is said on the socket of a handshake. */
    @FunctionalInterface
    interface Welcome {
        Function<ClientLine, Talk> of(Visit visit);
    }

    private record Row(Pattern path, boolean mayWait, Welcome welcome) {}

    private final Door door;
    private final Edge edge;
    private final Sockets sockets;
    private final Visitors visitors;
    private final List<Row> rows = new ArrayList<>();

    Handshakes(Door door, Edge edge, Sockets sockets, Visitors visitors) {
        this.door = door;
        this.edge = edge;
        this.sockets = sockets;
        this.visitors = visitors;
    }

    /** Takes those on {@code path}; where somebody {@code mayWait}, also those who are yet to say who they are. */
    void add(Pattern path, boolean mayWait, Welcome welcome) {
        rows.add(new Row(path, mayWait, welcome));
    }

    /** Whether {@code request} is one of them; accepts or refuses it then. */
    boolean take(HttpServerRequest request) {
        for (var row : rows) {
            var path = row.path().matcher(request.path());
            if (path.matches()) {
                if (visitors.welcome(request)) {
                    accept(row, new Visit(request, name(path)));
                } else {
                    visitors.refuse(request);
                }
                return true;
            }
        }
        return false;
    }

    private static String name(Matcher path) {
        var name = path.groupCount() == 0 ? null : path.group(1);
        try {
            return name == null ? null : QueryStringDecoder.decodeComponent(name);
        } catch (IllegalArgumentException brokenEscape) {
            return name;
        }
    }

    private void accept(Row row, Visit visit) {
        var request = visit.request();
        request.pause();
        door.proof(request)
                .onComplete(
                        proof -> {
                            int refusal = refusal(request, proof, row.mayWait());
                            if (refusal > 0) {
                                refuse(request, refusal);
                            } else {
                                request.toWebSocket()
                                        .onSuccess(socket -> sockets.add(
                                                socket, proof, row.welcome().of(visit)));
                            }
                        },
                        unknown -> refuse(request, door.statusOfNobody()));
    }

    private static void refuse(HttpServerRequest request, int status) {
        request.resume();
        request.response().setStatusCode(status).end();
    }

    private int refusal(HttpServerRequest request, Proof proof, boolean mayWait) {
        if (edge.draining()) {
            return 503;
        } else if (proof == null && !mayWait) {
            return 403;
        }
        try {
            edge.seat(request, proof == null ? null : proof.principal());
            return 0;
        } catch (Failure crowded) {
            return 429;
        }
    }
}
