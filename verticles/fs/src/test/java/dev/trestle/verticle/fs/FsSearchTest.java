package dev.trestle.verticle.fs;

import dev.trestle.config.FsSearchConfig;

class FsSearchTest extends SearchContract {

    FsSearchTest() {
        super(FsNode.searching(FsSearchConfig.OFF));
    }
}
