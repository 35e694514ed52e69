package dev.trestle.verticle.fs.search;

import dev.trestle.config.FsSearchConfig;
import dev.trestle.verticle.fs.FsNode;

class FsSearchTest extends SearchContract {

    FsSearchTest() {
        super(FsNode.searching(FsSearchConfig.OFF));
    }
}
