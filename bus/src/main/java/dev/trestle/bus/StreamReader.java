package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;

/**
 * The end of a stream at which bytes arrive. It says how many may come; without a grant none does.
 *
 * <p>Any thread may call; the receiver is told on the context that the reader was made on.
 */
public final class StreamReader extends StreamEnd {

    /** Where the bytes go. */
    public interface Receiver {
        /** One message, as it was written: neither split nor joined. */
        void data(Buffer bytes);

        /** That was all. */
        void end();

        /** The writer gave up or was lost; what came so far is not all. */
        void failed(Failure cause);
    }

    private final Receiver receiver;
    private long granted;
    private long received;
    /** How many the writer had sent at the roll call before. */
    private long due;

    StreamReader(Streams streams, int number, Context context, Receiver receiver) {
        super(streams, number, context);
        this.receiver = receiver;
    }

    /** Lets {@code bytes} more come. */
    public void grant(long bytes) {
        if (!over()) {
            synchronized (this) {
                granted += bytes;
                tell(new Word(Kind.GRANT, granted));
            }
        }
    }

    /** Wants no more, whether or not a writer has connected; the receiver is told nothing more. */
    public void cancel() {
        if (finish()) {
            tell(new Word(Kind.CANCEL, 0));
            forget();
        }
    }

    @Override
    void hear(Word word) {
        if (over()) {
            return;
        }
        if (isMissing(word)) {
            cancel();
            receiver.failed(new Failure(ErrorCode.UNAVAILABLE, "bytes were lost between two nodes"));
            return;
        }
        switch (word.kind()) {
            case DATA -> {
                received += word.body().length();
                receiver.data(word.body());
            }
            case END -> {
                finish();
                receiver.end();
            }
            case FAIL -> broken(Failures.read(word.body()));
            case SENT -> due = word.value();
            default -> throw new IllegalStateException("not for a reader: " + word.kind());
        }
    }

    /** Whether bytes were lost: they come in their order, and what was sent at one roll call is there at the next. */
    private boolean isMissing(Word word) {
        return switch (word.kind()) {
            case FAIL -> false;
            case SENT -> received < due;
            default -> received != word.value();
        };
    }

    @Override
    synchronized Word progress() {
        return new Word(Kind.GRANT, granted);
    }

    @Override
    void broken(Failure cause) {
        if (finish()) {
            receiver.failed(cause);
        }
    }
}
