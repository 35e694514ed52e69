package dev.trestle.verticle.git.process;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.util.regex.Pattern;

/** Whether there is a git on this machine, and one that knows what it will be told. Any thread may ask; blocks. */
final class Installed {

    private static final int MAJOR = 2;
    private static final int MINOR = 30;
    private static final String NEEDED = "git " + MAJOR + "." + MINOR + " or newer is needed";
    private static final Pattern VERSION = Pattern.compile("git version (\\d{1,4})\\.(\\d{1,4})\\D.*");

    /** Yields what {@code git version} says. */
    interface Asking {
        Said ask() throws IOException;
    }

    private final Asking asking;
    private volatile boolean fit;

    Installed(Asking asking) {
        this.asking = asking;
    }

    /**
     * Asks until there is a fit one, and no more after that.
     *
     * @throws Failure {@code UNSUPPORTED} when there is none
     */
    void check() throws IOException {
        if (!fit) {
            var said = asking.ask();
            if (said.code() != 0) {
                throw new Failure(ErrorCode.UNSUPPORTED, "there is no git on this machine: " + NEEDED);
            }
            var version = VERSION.matcher(said.text() + "\n");
            if (!version.lookingAt() || isOlder(version.group(1), version.group(2))) {
                throw new Failure(ErrorCode.UNSUPPORTED, "this machine has " + said.text() + ": " + NEEDED);
            }
            fit = true;
        }
    }

    private static boolean isOlder(String major, String minor) {
        int first = Integer.parseInt(major);
        return first < MAJOR || first == MAJOR && Integer.parseInt(minor) < MINOR;
    }
}
