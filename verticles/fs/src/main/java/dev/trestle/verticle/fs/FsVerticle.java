package dev.trestle.verticle.fs;

import dev.trestle.bus.Feed;
import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.list.ListDirectory;
import dev.trestle.verticle.fs.patch.PatchFile;
import dev.trestle.verticle.fs.search.FindFiles;
import dev.trestle.verticle.fs.search.Ripgrep;
import dev.trestle.verticle.fs.search.SearchText;
import dev.trestle.verticle.fs.search.Searches;
import dev.trestle.verticle.fs.transfer.ArchiveDirectory;
import dev.trestle.verticle.fs.transfer.DownloadFile;
import dev.trestle.verticle.fs.transfer.Incoming;
import dev.trestle.verticle.fs.transfer.Pieces;
import dev.trestle.verticle.fs.transfer.Traffic;
import dev.trestle.verticle.fs.transfer.UploadFile;
import dev.trestle.verticle.fs.watch.WatchFiles;
import dev.trestle.wire.Feeds;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Search;
import dev.trestle.wire.Transfer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Serves {@link Fs}: a table of operations, nothing else. */
public final class FsVerticle extends VerticleBase {

    private final Disk disk;
    private final Searches searches;
    private final Pieces pieces;
    private final Feed feed;
    private final Traffic traffic;
    private final long patience;
    private final Operations operations;

    /**
     * The files of {@code workspaces}, a directory for each id. When it stops, it waits for transfers that run, for at most
     * {@code drainMs}.
     *
     * @throws java.io.UncheckedIOException when a directory does not exist
     * @throws dev.trestle.config.ConfigException when the ripgrep that was named does not exist
     */
    public FsVerticle(Node node, FsConfig config, Map<String, Path> workspaces, long drainMs) {
        var search = config.search();
        var ripgrep = Ripgrep.of(search.ripgrep());
        disk = new Disk(config, workspaces);
        searches = new Searches(node.vertx(), disk, search.concurrent());
        traffic = new Traffic(disk, node.streams());
        patience = drainMs;
        var incoming = new Incoming(disk, config.maxUploadBytes());
        pieces = new Pieces(node.vertx(), disk, incoming, config.uploads());
        var files = new WatchFiles(node, disk, config.watch());
        feed = new Feed(
                node.vertx(), Map.of("files", files, "search", id -> Future.succeededFuture(Future::succeededFuture)));
        operations = Operations.of(node, "fs", workspaces.keySet())
                .serve(Fs.LIST, new ListDirectory(disk))
                .serve(Fs.STAT, new StatPath(disk))
                .serve(Fs.READ, new ReadFile(disk, config.maxReadBytes()))
                .serve(Fs.WRITE, new WriteFile(disk))
                .serve(Fs.PATCH, new PatchFile(disk, config.maxPatchBytes()))
                .serve(Fs.MKDIR, new MakeDirectory(disk))
                .serve(Fs.DELETE, new DeletePath(disk))
                .serve(Fs.MOVE, new MovePath(disk))
                .serve(Fs.COPY, new CopyPath(disk))
                .serve(Search.FIND, new FindFiles(searches))
                .serve(Search.SEARCH, new SearchText(searches, node, feed, search.maxFileBytes(), ripgrep))
                .serve(Transfer.DOWNLOAD, new DownloadFile(traffic))
                .serve(Transfer.ARCHIVE, new ArchiveDirectory(traffic))
                .serve(Transfer.UPLOAD, new UploadFile(traffic, incoming, pieces))
                .serve(Feeds.FS, feed);
    }

    @Override
    public Future<?> start() throws IOException {
        disk.tidy();
        return operations.start();
    }

    @Override
    public Future<?> stop() {
        return operations
                .stop()
                .eventually(searches::close)
                .eventually(feed::close)
                .eventually(this::transfersEnd)
                .eventually(() -> {
                    pieces.close();
                    return disk.close();
                });
    }

    private Future<Void> transfersEnd() {
        return patience == 0 ? Future.succeededFuture() : traffic.quiet().timeout(patience, TimeUnit.MILLISECONDS);
    }
}
