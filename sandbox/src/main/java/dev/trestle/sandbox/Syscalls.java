package dev.trestle.sandbox;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/** The system calls of Linux about processes and pipes that Java has not. A result below zero is a failure. */
public final class Syscalls {

    public static final int SIGHUP = 1;
    public static final int SIGKILL = 9;
    public static final int SIGCONT = 18;

    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;

    static {
        if (!Platform.isLinux() || !Platform.is64Bit()) {
            throw new UnsupportedOperationException("programs of workspaces are run on 64-bit Linux alone");
        }
        Native.register(Syscalls.class, Platform.C_LIBRARY_NAME);
    }

    private Syscalls() {}

    public static native int kill(int pid, int signal);

    /** Makes a pipe that has a name. */
    public static native int mkfifo(String path, int mode);

    private static native int geteuid();

    private static native int prctl(int option, long argument, long none, long nor, long neither);

    private static native int prlimit(int pid, int resource, long[] wanted, long[] before);

    /**
     * Keeps this process's memory, variables and open files from other processes of the same user, which the programs in
     * terminals without a sandbox are: what {@code /proc} shows of it belongs to root from now on, and no debugger of the
     * same user can attach. Nothing keeps root out.
     */
    public static boolean hideThisProcess() {
        return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
    }

    public static boolean isRoot() {
        return geteuid() == 0;
    }

    /** The lesser of {@code wanted} and the most that this process may give itself. */
    static long within(Limit limit, long wanted) {
        long[] limits = {-1, -1};
        prlimit(0, limit.number, null, limits);
        long most = limits[1];
        return most >= 0 && most < wanted ? most : wanted;
    }

    /** What is limited, by the kernel's number of it. */
    enum Limit {
        DATA(2),
        PROCESSES(6),
        OPEN_FILES(7);

        private final int number;

        Limit(int number) {
            this.number = number;
        }
    }
}
