package dev.trestle.verticle.agent.tool;

/** What came of using a tool, in words for the agent; a failure says what was wrong. */
public record Outcome(String text, boolean failed) {

    /** It worked, and this is what it says. */
    public static Outcome of(String text) {
        return new Outcome(text, false);
    }

    /** It did not work, and this is why. */
    public static Outcome failure(String why) {
        return new Outcome(why, true);
    }
}
