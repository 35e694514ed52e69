package dev.trestle.verticle.fs;

class RipgrepSearchTest extends SearchContract {

    RipgrepSearchTest() {
        super(FsNode.searching(RealRipgrep.path()));
    }
}
