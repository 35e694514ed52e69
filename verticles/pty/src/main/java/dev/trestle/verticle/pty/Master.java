package dev.trestle.verticle.pty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Our side of a pseudo-terminal. Nothing here waits. Output is read in the terminal's turn alone; the rest any thread may
 * call, after the end as well.
 */
final class Master implements AutoCloseable {

    /** What {@link #read} says when there is nothing now, and when nobody has the other side open. */
    static final int NOTHING = 0;

    static final int HUNG_UP = -1;

    private static final int TERMIOS_BYTES = 60;
    private static final int LOCAL_FLAGS = 12;
    private static final int CHARACTERS = 17;
    private static final int IUTF8 = 0x4000;
    private static final int ISIG = 1;
    private static final int VINTR = 0;
    private static final int SIGINT = 2;

    private final int descriptor;
    private final String path;
    private boolean open = true;

    private Master(int descriptor, String path) {
        this.descriptor = descriptor;
        this.path = path;
    }

    /** A new terminal of this size, in which UTF-8 can be edited. */
    static Master open(int cols, int rows) throws IOException {
        int descriptor = Libc.posix_openpt(Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (descriptor < 0) {
            throw new IOException("no pseudo-terminal, errno " + Libc.errno());
        }
        var name = new byte[64];
        if (Libc.grantpt(descriptor) != 0
                || Libc.unlockpt(descriptor) != 0
                || Libc.ptsname_r(descriptor, name, name.length) != 0) {
            int errno = Libc.errno();
            Libc.close(descriptor);
            throw new IOException("no other side of a pseudo-terminal, errno " + errno);
        }
        var master = new Master(descriptor, new String(name, StandardCharsets.US_ASCII).trim());
        master.edit();
        master.resize(cols, rows);
        return master;
    }

    private void edit() {
        var termios = new byte[TERMIOS_BYTES];
        Libc.ioctl(descriptor, Libc.TCGETS, termios);
        var flags = ByteBuffer.wrap(termios).order(ByteOrder.nativeOrder());
        flags.putInt(0, flags.getInt(0) | IUTF8);
        Libc.ioctl(descriptor, Libc.TCSETS, termios);
    }

    int descriptor() {
        return descriptor;
    }

    /** The other side, as a file. */
    String path() {
        return path;
    }

    /** Reads {@code most} bytes into {@code ring}: how many there were, {@link #NOTHING} or {@link #HUNG_UP}. */
    int read(Ring ring, int most) {
        while (true) {
            int read = (int) Libc.read(descriptor, ring.space(), Math.min(most, ring.room()));
            if (read > 0) {
                ring.grow(read);
                return read;
            }
            int errno = read == 0 ? 0 : Libc.errno();
            if (errno != Libc.EINTR) {
                return errno == Libc.EAGAIN ? NOTHING : HUNG_UP;
            }
        }
    }

    /** Types as many of {@code bytes} as fit: how many. What nobody will ever read counts as typed. */
    synchronized int write(byte[] bytes) {
        if (!open) {
            return bytes.length;
        }
        int written = (int) Libc.write(descriptor, bytes, bytes.length);
        boolean full = written < 0 && (Libc.errno() == Libc.EAGAIN || Libc.errno() == Libc.EINTR);
        return written >= 0 ? written : full ? 0 : bytes.length;
    }

    synchronized void resize(int cols, int rows) {
        if (open) {
            var size = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            size.putShort((short) rows).putShort((short) cols);
            Libc.ioctl(descriptor, Libc.TIOCSWINSZ, size.array());
        }
    }

    /** The key that interrupts, {@code -1} while no key does. */
    synchronized int interruptKey() {
        var termios = new byte[TERMIOS_BYTES];
        if (!open || Libc.ioctl(descriptor, Libc.TCGETS, termios) != 0 || (termios[LOCAL_FLAGS] & ISIG) == 0) {
            return -1;
        }
        return termios[CHARACTERS + VINTR];
    }

    /** Interrupts whoever is in the foreground, as the key does. */
    synchronized void interrupt() {
        if (open) {
            Libc.ioctl(descriptor, Libc.TIOCSIG, SIGINT);
        }
    }

    /** Hangs up on whoever has the other side open. */
    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            Libc.close(descriptor);
        }
    }
}
