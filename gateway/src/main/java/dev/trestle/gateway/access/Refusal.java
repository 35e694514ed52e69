package dev.trestle.gateway.access;

/** Why a token is refused: for the operator, never for whoever sent it. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** Because of {@code why}. */
    public Refusal(String why) {
        super(why, null, false, false);
    }
}
