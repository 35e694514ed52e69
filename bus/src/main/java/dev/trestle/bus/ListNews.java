package dev.trestle.bus;

import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a service publishes about a list that it keeps for each workspace: it compares the list with what was told before and
 * tells the difference, ten times a second. So nothing in the list has to think of it, and whoever adds and removes much does
 * not flood anybody.
 *
 * <p>It begins with an overflow, before anybody hears that it has begun: who has just subscribed does not get it, and who
 * comes back after nobody has looked for a while does. Belongs to the service's event loop.
 *
 * @param <T> what is in the list, a record
 */
public final class ListNews<T> implements Feed.Running, Outlet.Listener {

    /** How one entry has changed, in events. */
    @FunctionalInterface
    public interface Difference<T> {
        /** Tells {@code outlet}; {@code before} is {@code null} for what is new, and {@code now} for what is gone. */
        void tell(T before, T now, Outlet outlet);
    }

    private static final String OVERFLOW = "overflow";
    private static final long PERIOD = 100;

    private final Node node;
    private final String workspace;
    private final Function<String, Map<String, T>> list;
    private final Difference<T> difference;
    private final Outlet outlet;
    private final long timer;
    private Map<String, T> told;
    private boolean lost;

    private ListNews(
            Node node,
            String service,
            String topic,
            String workspace,
            Function<String, Map<String, T>> list,
            Difference<T> difference) {
        this.node = node;
        this.workspace = workspace;
        this.list = list;
        this.difference = difference;
        outlet = new Outlet(node, node.publisher(service), topic, this);
        told = now();
        outlet.add(OVERFLOW, null);
        timer = node.vertx().setPeriodic(PERIOD, tick -> look());
    }

    /**
     * Tells of what {@code service} keeps, on {@code workspace/ID/KIND}; {@code list} yields what is in a workspace now, by
     * name.
     */
    public static <T> Feed.Source of(
            Node node, String service, String kind, Function<String, Map<String, T>> list, Difference<T> difference) {
        return workspace -> {
            var news =
                    new ListNews<>(node, service, "workspace/" + workspace + "/" + kind, workspace, list, difference);
            return news.outlet.settled().map(news);
        };
    }

    /** {@code entries} by {@code name}, in their order. */
    public static <T> Map<String, T> byName(List<T> entries, Function<T, String> name) {
        var all = new LinkedHashMap<String, T>();
        entries.forEach(entry -> all.put(name.apply(entry), entry));
        return all;
    }

    private Map<String, T> now() {
        return list.apply(workspace);
    }

    private void look() {
        if (outlet.isFull()) {
            return;
        }
        var now = now();
        if (lost) {
            lost = false;
            outlet.add(OVERFLOW, null);
        } else {
            var names = new LinkedHashSet<>(told.keySet());
            names.addAll(now.keySet());
            names.forEach(name -> difference.tell(told.get(name), now.get(name), outlet));
        }
        told = now;
    }

    @Override
    public void sent() {
        // The next look may tell more.
    }

    @Override
    public void failed(Failure cause) {
        lost = true;
    }

    @Override
    public Future<Void> stop() {
        node.vertx().cancelTimer(timer);
        return Future.succeededFuture();
    }
}
