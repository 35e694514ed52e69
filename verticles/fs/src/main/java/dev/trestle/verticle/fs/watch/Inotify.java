package dev.trestle.verticle.fs.watch;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.trestle.verticle.fs.path.FileName;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Kernel;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * One queue of the kernel's news about directories. A directory is watched by its handle and not by a name, so it cannot be
 * exchanged for another one on the way.
 *
 * <p>Holds two file descriptors until it is closed. One thread uses it; {@link #wake} may be called from any.
 */
final class Inotify implements AutoCloseable {

    /**
     * A piece of news.
     *
     * @param watch the number of the directory, or -1
     * @param mask what happened
     * @param cookie the same for both halves of a move
     * @param name what it happened to, as {@link FileName} has it; empty for the directory itself
     */
    record Event(int watch, int mask, int cookie, String name) {
        boolean is(int... any) {
            for (int one : any) {
                if ((mask & one) != 0) {
                    return true;
                }
            }
            return false;
        }
    }

    static final int MODIFY = 0x2;
    static final int ATTRIB = 0x4;
    static final int CLOSE_WRITE = 0x8;
    static final int MOVED_FROM = 0x40;
    static final int MOVED_TO = 0x80;
    static final int CREATE = 0x100;
    static final int DELETE = 0x200;
    static final int LOST = 0x4000;
    static final int IGNORED = 0x8000;

    /** The directory may not be read, or it is none any more. */
    static final int CLOSED = -1;
    /** The system has no more watches for this user. */
    static final int EXHAUSTED = -2;

    private static final int ONLYDIR = 0x01000000;
    /** Says nothing about files that have no name any more. */
    private static final int EXCL_UNLINK = 0x04000000;

    private static final int MASK =
            MODIFY | ATTRIB | CLOSE_WRITE | MOVED_FROM | MOVED_TO | CREATE | DELETE | ONLYDIR | EXCL_UNLINK;
    private static final int FLAGS = Kernel.O_CLOEXEC | Kernel.O_NONBLOCK;
    private static final int HEADER = 16;
    private static final int ENOMEM = 12;
    private static final int ENOSPC = 28;
    private static final short POLLIN = 1;

    static {
        Native.register(Inotify.class, Platform.C_LIBRARY_NAME);
    }

    private final int queue;
    private final int bell;
    private final byte[] bytes = new byte[16_384];
    private final ByteBuffer events = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    private boolean open = true;

    private Inotify(int queue, int bell) {
        this.queue = queue;
        this.bell = bell;
    }

    private static native int inotify_init1(int flags);

    private static native int inotify_add_watch(int queue, byte[] path, int mask);

    private static native int inotify_rm_watch(int queue, int watch);

    private static native int eventfd(int initial, int flags);

    private static native int poll(byte[] descriptors, long count, int milliseconds);

    private static native long read(int descriptor, byte[] bytes, long size);

    private static native long write(int descriptor, byte[] bytes, long size);

    /**
     * A queue that watches nothing yet.
     *
     * @throws Failure {@code UNAVAILABLE} when the system has no more of them
     */
    static Inotify open() {
        int queue = inotify_init1(FLAGS);
        int bell = queue < 0 ? -1 : eventfd(0, FLAGS);
        if (bell >= 0) {
            return new Inotify(queue, bell);
        }
        if (queue >= 0) {
            Kernel.close(queue);
        }
        var sentence =
                "the system cannot watch files: fs.inotify.max_user_instances, or the limit of open files, is reached";
        throw new Failure(ErrorCode.UNAVAILABLE, sentence);
    }

    /** Watches {@code directory} and yields its number, the same one for the same directory; or why it cannot. */
    int watch(Handle directory) {
        int watch = inotify_add_watch(queue, FileName.encode(directory.path().toString()), MASK);
        if (watch >= 0) {
            return watch;
        }
        int errno = Kernel.errno();
        return errno == ENOSPC || errno == ENOMEM ? EXHAUSTED : CLOSED;
    }

    /** Watches the directory of that number no more; fine when the kernel was sooner. */
    void forget(int watch) {
        inotify_rm_watch(queue, watch);
    }

    /** Waits until there are events, somebody wakes this, or the time is over; for ever if that is negative. */
    void await(int milliseconds) {
        var two = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        two.putInt(queue).putShort(POLLIN).putShort((short) 0);
        two.putInt(bell).putShort(POLLIN).putShort((short) 0);
        poll(two.array(), 2, milliseconds);
    }

    /** Hands on some of the events that are there; whether there were any. */
    boolean read(Consumer<Event> to) throws IOException {
        long length = read(queue, bytes, bytes.length);
        if (length < 0 && Kernel.errno() != Kernel.EAGAIN && Kernel.errno() != Kernel.EINTR) {
            throw Kernel.accident("inotify");
        }
        for (int at = 0; at < length; ) {
            int name = at + HEADER;
            int next = name + events.getInt(at + 12);
            to.accept(new Event(events.getInt(at), events.getInt(at + 4), events.getInt(at + 8), name(name, next)));
            at = next;
        }
        return length > 0;
    }

    private String name(int from, int to) {
        int end = from;
        while (end < to && bytes[end] != 0) {
            end++;
        }
        return FileName.decode(bytes, from, end);
    }

    /** Ends {@link #await}, now and from now on. */
    synchronized void wake() {
        if (open) {
            write(bell, new byte[] {1, 0, 0, 0, 0, 0, 0, 1}, Long.BYTES);
        }
    }

    @Override
    public synchronized void close() {
        if (open) {
            Kernel.close(queue);
            Kernel.close(bell);
        }
        open = false;
    }
}
