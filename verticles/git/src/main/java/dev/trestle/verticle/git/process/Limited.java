package dev.trestle.verticle.git.process;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** A stream that refuses to yield more than so much, and knows whether it has come to its end. */
final class Limited extends InputStream {

    private final InputStream in;
    private final int most;
    private long count;
    private boolean ended;

    Limited(InputStream in, int most) {
        this.in = in;
        this.most = most;
    }

    boolean ended() throws IOException {
        return ended || in.read() < 0;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        ended |= read < 0;
        count += Math.max(0, read);
        if (count > most) {
            throw new Failure(ErrorCode.TOO_LARGE, "git says more than git.maxOutputBytes = " + most)
                    .with(Map.of("limit", most));
        }
        return read;
    }
}
