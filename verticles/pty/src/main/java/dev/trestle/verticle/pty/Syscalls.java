package dev.trestle.verticle.pty;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/** The system calls of Linux about processes that Java has not. A result below zero is a failure. */
final class Syscalls {

    static final int SIGHUP = 1;
    static final int SIGKILL = 9;
    static final int SIGCONT = 18;

    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;

    static {
        if (!Platform.isLinux() || !Platform.is64Bit()) {
            throw new UnsupportedOperationException("terminals are served on 64-bit Linux alone");
        }
        Native.register(Syscalls.class, Platform.C_LIBRARY_NAME);
    }

    private Syscalls() {}

    static native int kill(int pid, int signal);

    private static native int prctl(int option, long argument, long none, long nor, long neither);

    private static native int prlimit(int pid, int resource, long[] wanted, long[] before);

    /**
     * Keeps this process's memory, variables and open files from other processes of the same user, which the programs in
     * terminals without a sandbox are: what {@code /proc} shows of it belongs to root from now on, and no debugger of the
     * same user can attach. Nothing keeps root out.
     */
    static boolean hideThisProcess() {
        return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
    }

    /** The lesser of {@code wanted} and the most that this process may give itself. */
    static long within(Limit limit, long wanted) {
        long most = limits(0, limit)[1];
        return most >= 0 && most < wanted ? most : wanted;
    }

    /** Sets the soft limit of a process of the same user and leaves the hard one. */
    static boolean limit(int pid, Limit limit, long soft) {
        long[] limits = limits(pid, limit);
        limits[0] = soft;
        return prlimit(pid, limit.number, limits, null) == 0;
    }

    /** The soft and the hard limit; -1 is none. */
    private static long[] limits(int pid, Limit limit) {
        long[] limits = {-1, -1};
        prlimit(pid, limit.number, null, limits);
        return limits;
    }

    /** What is limited, by the kernel's number of it. */
    enum Limit {
        DATA(2),
        PROCESSES(6),
        OPEN_FILES(7),
        /** In microseconds that only real-time schedulers count. */
        REAL_TIME(15);

        private final int number;

        Limit(int number) {
            this.number = number;
        }
    }
}
