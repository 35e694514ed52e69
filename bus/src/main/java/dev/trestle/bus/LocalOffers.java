package dev.trestle.bus;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** The offers of a node that is alone. */
final class LocalOffers implements Offers {

    private final WorkerDirectory directory;
    private final Map<String, Offer> offers = new HashMap<>();

    LocalOffers(WorkerDirectory directory) {
        this.directory = directory;
    }

    @Override
    public synchronized Future<Void> add(Offer offer) {
        offers.put(offer.key(), offer);
        directory.follow(offers.values());
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> remove(String key) {
        offers.remove(key);
        directory.follow(offers.values());
        return Future.succeededFuture();
    }
}
