/** Tells of changes of repositories, by whatever hand, from what the kernel says of their folders. */
package dev.trestle.verticle.git.watch;
