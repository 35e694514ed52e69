package dev.trestle.gateway.access;

import dev.trestle.gateway.access.Proof.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON Web Token that was found to be good, and what it says.
 *
 * @param by whose settings it was checked with
 * @param until when it ends, in epoch milliseconds
 */
record Signed(WebTokens by, String token, String subject, List<String> roles, List<Grant> grants, long until)
        implements Credential {

    @Override
    public Optional<Principal> principal(Roster roster) {
        var all = new ArrayList<>(roster.grants(roles));
        all.addAll(grants);
        return Optional.of(new Principal(subject, all, until, null));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Signed[subject=" + subject + "]";
    }
}
