/**
 * {@code fs.download}, {@code fs.archive} and {@code fs.upload}: files of any size as streams, piece by piece as the other end grants.
 * Each piece is a turn of its own on a thread of the worker.
 */
package dev.trestle.verticle.fs.transfer;
