package dev.trestle.verticle.fs.search;

import dev.trestle.verticle.fs.FsNode;
import org.junit.jupiter.api.Tag;

@Tag("system")
class RipgrepSearchTest extends SearchContract {

    RipgrepSearchTest() {
        super(FsNode.searching(RealRipgrep.path()));
    }
}
