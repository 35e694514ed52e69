package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Dialect;
import dev.trestle.gateway.dialect.Door;

/** Stub. */
public final class Cluso implements Dialect {
    @Override
    public void serve(Door door) {}
}
