package dev.trestle.bench;

import java.nio.ByteBuffer;

/** Finds the stamps in the events that come on one connection. It keeps the last bytes, wherever the events are cut. */
final class Subscriber implements Connection.Listener {

    /** Told of each event. */
    interface Target {
        void delivered(long stamp);
    }

    private final Target target;
    private final byte[] end;

    /** {@code rest} characters follow the stamp in each event. */
    Subscriber(int rest, Target target) {
        this.target = target;
        this.end = new byte[Stamp.ZERO.length() + rest];
    }

    @Override
    public void part(boolean binary, ByteBuffer bytes) {
        int fresh = Math.min(end.length, bytes.remaining());
        System.arraycopy(end, fresh, end, 0, end.length - fresh);
        bytes.get(bytes.limit() - fresh, end, end.length - fresh, fresh);
    }

    @Override
    public void answered(Connection connection, long length) {
        long stamp = length < end.length ? -1 : Stamp.read(end, 0);
        if (stamp >= 0) {
            target.delivered(stamp);
        }
    }
}
