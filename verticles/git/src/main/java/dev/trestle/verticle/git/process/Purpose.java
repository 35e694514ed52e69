package dev.trestle.verticle.git.process;

/** What a git is started for, which decides what it may do: {@link Policy}. */
public enum Purpose {
    /** Looks and takes no lock; runs nothing that the repository names. */
    READ,
    /** Changes the repository; runs its filters and merge drivers, and its hooks where they are wanted. */
    WRITE,
    /** Speaks to another repository; alone has the network. */
    REMOTE
}
