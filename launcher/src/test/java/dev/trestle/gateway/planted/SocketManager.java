package dev.trestle.gateway.planted;

/** Planted: a name that says nothing. */
public final class SocketManager {}
