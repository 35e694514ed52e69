package dev.trestle.verticle.git.remote;

/** Tells whoever listens to the topic {@code workspace/<id>/git}. Any thread may call; nothing blocks. */
@FunctionalInterface
public interface Events {
    /** Tells {@code event} of {@code workspace}. */
    void tell(String workspace, String event, Object data);
}
