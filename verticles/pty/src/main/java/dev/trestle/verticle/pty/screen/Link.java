package dev.trestle.verticle.pty.screen;

/** A hyperlink (OSC 8) under some cells. {@code id} may be empty; cells with the same id belong together. */
record Link(String id, String uri) {

    /** The sequence that opens it, or closes the open one when {@code link} is null. */
    static String sequence(Link link) {
        if (link == null) {
            return "\u001b]8;;\u0007";
        }
        return "\u001b]8;" + (link.id.isEmpty() ? "" : "id=" + link.id) + ";" + link.uri + "\u0007";
    }
}
