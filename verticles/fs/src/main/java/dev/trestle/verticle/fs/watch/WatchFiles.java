package dev.trestle.verticle.fs.watch;

import dev.trestle.bus.Feed;
import dev.trestle.bus.Node;
import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.disk.Disk;
import io.vertx.core.Future;

/** Publishes what changes in a workspace on {@code workspace/ID/files}, while somebody follows that. */
public final class WatchFiles implements Feed.Source {

    private final Node node;
    private final Disk disk;
    private final FsConfig.Watch limits;

    public WatchFiles(Node node, Disk disk, FsConfig.Watch limits) {
        this.node = node;
        this.disk = disk;
        this.limits = limits;
    }

    @Override
    public Future<Feed.Running> start(String workspace) {
        var news = new News(node, disk, limits, workspace);
        return news.begin().map(news);
    }
}
