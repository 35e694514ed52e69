package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;

/**
 * The end of a stream at which bytes leave, never more of them than the reader has granted.
 *
 * <p>Any thread may call, one at a time; the producer is told on the context that the writer was made on.
 */
public final class StreamWriter extends StreamEnd {

    /** Where the bytes come from. */
    public interface Producer {
        /** There is more credit than before. */
        void granted();

        /** The reader wants no more or was lost: {@code CANCELLED} or {@code UNAVAILABLE}. */
        void cancelled(Failure cause);
    }

    private final Producer producer;
    private volatile long granted;
    private volatile long sent;

    StreamWriter(Streams streams, int number, Context context, Producer producer) {
        super(streams, number, context);
        this.producer = producer;
    }

    /** How many bytes may be written now. */
    public long credit() {
        return granted - sent;
    }

    /**
     * Sends one message. The bytes belong to the reader from now on.
     *
     * @throws IllegalStateException for more than {@link #credit()}
     */
    public void write(Buffer bytes) {
        if (over()) {
            return;
        }
        long before = sent;
        if (bytes.length() > granted - before) {
            throw new IllegalStateException(bytes.length() + " bytes with a credit of " + credit());
        }
        sent = before + bytes.length();
        tell(new Word(Kind.DATA, before, bytes));
    }

    /** That was all; it needs no credit. */
    public void end() {
        if (finish()) {
            tell(new Word(Kind.END, sent));
        }
    }

    /** What was written is not all, and here is why. */
    public void fail(Failure cause) {
        if (finish()) {
            tell(new Word(Kind.FAIL, sent, Failures.write(cause)));
        }
    }

    /** Ends without a word, when the call that carried the address is over and nobody will connect. */
    public void abandon() {
        forget();
    }

    @Override
    void hear(Word word) {
        if (over()) {
            return;
        }
        switch (word.kind()) {
            case GRANT -> {
                if (word.value() > granted) {
                    granted = word.value();
                    producer.granted();
                }
            }
            case CANCEL -> broken(new Failure(ErrorCode.CANCELLED, "nobody reads the stream any more"));
            default -> throw new IllegalStateException("not for a writer: " + word.kind());
        }
    }

    @Override
    Word progress() {
        return new Word(Kind.SENT, sent);
    }

    @Override
    void broken(Failure cause) {
        if (finish()) {
            producer.cancelled(cause);
        }
    }
}
