/** Which call changed which path a moment ago, so that what a watcher sees can be told with who did it. */
package dev.trestle.verticle.fs.deed;
