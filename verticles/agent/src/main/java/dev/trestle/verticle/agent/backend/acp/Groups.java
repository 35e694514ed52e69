package dev.trestle.verticle.agent.backend.acp;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/** Signals to groups of processes, for which Java has no word. */
final class Groups {

    static final int TERM = 15;
    static final int KILL = 9;

    static {
        Native.register(Groups.class, Platform.C_LIBRARY_NAME);
    }

    private Groups() {}

    private static native int kill(int pid, int signal);

    /** Sends {@code signal} to every process of {@code group}; one that is gone does no harm. */
    static void signal(int group, int signal) {
        kill(-group, signal);
    }
}
