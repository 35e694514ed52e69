package dev.trestle.gateway.access;

import java.util.regex.Pattern;

/** A pattern in a grant: {@code *} stands for any characters, everything else for itself. */
public final class Glob {

    /** Matches everything. */
    public static final Glob ANY = new Glob("*");

    private final String text;
    private final Pattern pattern;

    public Glob(String text) {
        this.text = text;
        this.pattern = Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    }

    /** Whether {@code name} fits. */
    public boolean matches(String name) {
        return text.equals("*") || pattern.matcher(name).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
