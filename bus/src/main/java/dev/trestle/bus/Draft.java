package dev.trestle.bus;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The name of something that is being made beside the place it will take, so that one rename puts it there whole. Services
 * that share a directory leave such names out of what they list. It says who makes it, so that what a crash left can be
 * told from what is still worked on.
 */
public final class Draft {

    private static final Pattern NAME =
            Pattern.compile("\\.trestle-([0-9a-f]{8})-([0-9a-f]{1,15})-([0-9a-f]{1,15})-[0-9a-f]{16}\\.tmp");
    private static final Duration LONGEST_WORK = Duration.ofDays(1);

    private Draft() {}

    /** A fresh name. */
    public static String name() {
        return name(Maker.US);
    }

    /** A fresh name of something that {@code maker} makes. */
    public static String name(Maker maker) {
        var parts = List.of(
                maker.place(),
                Long.toHexString(maker.process()),
                Long.toHexString(maker.started()),
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        return ".trestle-" + String.join("-", parts) + ".tmp";
    }

    /** Whether {@code name} is one of these. */
    public static boolean isName(String name) {
        return name.startsWith(".trestle-") && NAME.matcher(name).matches();
    }

    /**
     * Whether what has this name is left from a process that is gone. Of one on another machine or in another container,
     * which share the directory, nothing is known: its drafts are left once they are a day old.
     *
     * @param changed when it changed last, in epoch milliseconds
     */
    public static boolean isLeft(String name, long changed) {
        var matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return false;
        }
        var maker = new Maker(
                matcher.group(1),
                HexFormat.fromHexDigitsToLong(matcher.group(2)),
                HexFormat.fromHexDigitsToLong(matcher.group(3)));
        long age = System.currentTimeMillis() - changed;
        return maker.isOfThisPlace() ? maker.isGone() : age > LONGEST_WORK.toMillis();
    }
}
