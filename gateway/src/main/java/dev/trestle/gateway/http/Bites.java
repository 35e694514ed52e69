package dev.trestle.gateway.http;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** How much is taken from one connection before the others have their turn. Belongs to its event loop. */
public final class Bites extends DefaultMaxMessagesRecvByteBufAllocator {

    /** The most bytes of a turn while a connection brings the body of an upload. */
    public static final int LARGE = 65_536;

    /** Otherwise. They may be thirty calls; a large message takes as many turns as it needs. */
    private static final int SMALL = 2_048;

    private int size = SMALL;

    /** Small ones. */
    public Bites() {
        super(1);
    }

    /** From now on {@code connection} is read in large bites, or again in small ones. */
    static void take(HttpConnection connection, boolean large) {
        if (connection instanceof ConnectionBase opened
                && opened.channel().config().getRecvByteBufAllocator() instanceof Bites bites) {
            bites.size = large ? LARGE : SMALL;
        }
    }

    @Override
    public MaxMessageHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return size;
            }
        };
    }
}
