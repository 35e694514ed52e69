package dev.trestle.bus;

import io.vertx.core.Future;

/** Where the offers of all nodes are written down; the directory follows it. */
interface Offers {

    /** Completes once every caller on this node sees the offer; the others see it a moment later. */
    Future<Void> add(Offer offer);

    /** Withdraws the offer with this {@link Offer#key()}. */
    Future<Void> remove(String key);
}
