package dev.trestle.verticle.fs.search;

import dev.trestle.verticle.fs.FsNode;

class RipgrepSearchTest extends SearchContract {

    RipgrepSearchTest() {
        super(FsNode.searching(RealRipgrep.path()));
    }
}
