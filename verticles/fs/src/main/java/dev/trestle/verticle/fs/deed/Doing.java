package dev.trestle.verticle.fs.deed;

import dev.trestle.bus.Call;
import dev.trestle.verticle.fs.path.Facts;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Root;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes down what one call is doing, on the thread that does it. */
public final class Doing {

    private final Deeds deeds;
    private final Call call;
    private final Map<Deed, Found> places = new LinkedHashMap<>(2);

    Doing(Deeds deeds, Call call) {
        this.deeds = deeds;
        this.call = call;
    }

    /** The call has come to what is {@code found} and has changed nothing there yet. */
    public void at(Found found) {
        var deed = new Deed(String.join("/", found.way()), call, look(found.facts()));
        if (deeds.begin(deed)) {
            places.put(deed, found);
        }
    }

    /** The call is over. */
    public void end(Root root) {
        places.forEach((deed, found) -> deeds.end(deed, look(root, found)));
    }

    /** What cannot be looked at is as good as gone: the origin of what is told about it stays unknown. */
    private static String look(Root root, Found found) {
        var way = found.way();
        int last = way.size() - 1;
        try (var directory = last < 0 ? null : root.top().reach(way.subList(0, last))) {
            return look(directory == null ? null : directory.facts(way.get(last)));
        } catch (IOException closedToUs) {
            return look(null);
        }
    }

    private static String look(Facts facts) {
        return facts == null ? Deed.look(null, null) : Deed.look(facts.type(), facts.isFile() ? facts.etag() : null);
    }
}
