package dev.trestle.verticle.fs;

import static dev.trestle.verticle.fs.FsNode.list;
import static dev.trestle.verticle.fs.FsNode.patch;
import static dev.trestle.verticle.fs.FsNode.read;
import static dev.trestle.verticle.fs.FsNode.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a call holds open it lets go, whether it succeeds or not. */
class FsDescriptorsTest {

    private static final int ROUNDS = 80;

    @RegisterExtension
    final FsNode fs = new FsNode();

    private static int open() {
        return Path.of("/proc/self/fd").toFile().list().length;
    }

    private void round(int i) {
        var calls = new ArrayList<Future<?>>();
        for (var path :
                List.of("a/b/c.txt", "a/made" + i, "a", "", "link/b/c.txt", "up/c.txt", "out/x", "loop/x", "no/x")) {
            calls.add(fs.send(Fs.STAT, new Fs.Stat(path)));
            calls.add(fs.send(Fs.READ, read(path)));
            calls.add(fs.send(Fs.LIST, list(path)));
            calls.add(fs.send(Fs.PATCH, patch(path, "nonsense", Fs.PatchFormat.UNIFIED)));
            calls.add(fs.send(Fs.WRITE, new Fs.Write(path, "x", Fs.Encoding.UTF8, "other", true, true)));
            calls.add(fs.send(Fs.MKDIR, new Fs.MakeDirectory(path, false)));
            calls.add(fs.send(Fs.COPY, new Fs.Copy(path, "a/b/copy", false)));
            calls.add(fs.send(Fs.MOVE, new Fs.Move(path, "no/where", true)));
        }
        calls.add(fs.send(Fs.DELETE, new Fs.Delete("a/b/copy", true)));
        calls.add(fs.send(Fs.DELETE, new Fs.Delete("a/b", false)));
        calls.add(fs.send(Fs.WRITE, write("a/b/c.txt", "x")));
        calls.add(fs.send(Fs.COPY, new Fs.Copy("pipe", "pipe2", false)));
        FsNode.await(Future.join(calls).otherwiseEmpty());
    }

    @Test
    void callsLeaveNoFileOpen() throws Exception {
        // Given
        fs.file("a/b/c.txt", "x");
        fs.link("link", "a");
        fs.link("up", "a/../a/b");
        fs.link("out", fs.outside().toString());
        fs.link("loop", "loop");
        fs.pipe("pipe");
        round(0);
        int before = open();
        // When
        for (int i = 1; i < ROUNDS; i++) {
            round(i);
        }
        // Then
        assertThat(open()).isLessThanOrEqualTo(before + 2);
    }
}
