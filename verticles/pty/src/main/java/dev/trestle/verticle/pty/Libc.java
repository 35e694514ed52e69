package dev.trestle.verticle.pty;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * The system calls of Linux that a pseudo-terminal needs. Numbers are those of x86-64 and aarch64; addresses are plain
 * numbers. A result below zero is a failure, about which {@link #errno} tells more on the same thread.
 */
final class Libc {

    static final int EINTR = 4;
    static final int EAGAIN = 11;

    static final int EPOLLIN = 1;
    static final int EPOLLOUT = 4;
    static final int EPOLLONESHOT = 1 << 30;
    static final int EPOLLET = 1 << 31;
    static final int EPOLL_CLOEXEC = 02000000;
    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLL_CTL_MOD = 3;

    static final int O_RDWR = 2;
    static final int O_NOCTTY = 0400;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;

    static final long TCGETS = 0x5401;
    static final long TCSETS = 0x5402;
    static final long TIOCSWINSZ = 0x5414;
    /** Sends a signal to the group in the foreground, by way of the master. */
    static final long TIOCSIG = 0x40045436;

    static final int WNOHANG = 1;

    private static final long PIDFD_OPEN = 434;
    private static final int SIG_SETMASK = 2;
    private static final int SIGNAL_SET_BYTES = 128;

    static {
        Native.register(Libc.class, Platform.C_LIBRARY_NAME);
    }

    private Libc() {}

    static native int posix_openpt(int flags);

    static native int grantpt(int master);

    static native int unlockpt(int master);

    static native int ptsname_r(int master, byte[] name, long size);

    static native long read(int file, long to, long most);

    static native long write(int file, byte[] from, long length);

    static native int close(int file);

    static native int eventfd(int start, int flags);

    static native int epoll_create1(int flags);

    static native int epoll_ctl(int epoll, int operation, int file, byte[] event);

    static native int epoll_wait(int epoll, byte[] events, int most, int milliseconds);

    static native int waitpid(int pid, int[] status, int options);

    static native int ioctl(int file, long request, byte[] argument);

    static native int ioctl(int file, long request, long argument);

    private static native long syscall(long number, int pid, int flags);

    private static native int pthread_sigmask(int how, byte[] set, byte[] before);

    /** A descriptor that can be read when the process has ended; below zero when it has been waited for already. */
    static int pidfd(int pid) {
        return (int) syscall(PIDFD_OPEN, pid, 0);
    }

    /**
     * Runs {@code start} with no signal blocked: a process that is started inherits what is blocked on the thread that
     * starts it, and the JVM blocks SIGQUIT on all of its own.
     */
    static int withSignals(java.util.function.IntSupplier start) {
        var before = new byte[SIGNAL_SET_BYTES];
        pthread_sigmask(SIG_SETMASK, new byte[SIGNAL_SET_BYTES], before);
        try {
            return start.getAsInt();
        } finally {
            pthread_sigmask(SIG_SETMASK, before, null);
        }
    }

    /** The number of the last failure on this thread. */
    static int errno() {
        return Native.getLastError();
    }
}
