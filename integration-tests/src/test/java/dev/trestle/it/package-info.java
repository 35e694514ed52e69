/**
 * The started jar, from outside: processes, sockets, folders. Nothing here sees a class of Trestle's but those that a
 * service beside it would: the contract and the bus.
 */
package dev.trestle.it;
