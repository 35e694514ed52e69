package dev.trestle.bus;

import java.util.regex.Pattern;

/** A W3C trace context (https://www.w3.org/TR/trace-context/) as somebody else sent it. */
public final class Traceparent {

    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /** {@code text} when it is one of version 00; otherwise {@code null}, so that a trace begins anew, as the standard has it. */
    public static String of(String text) {
        return text != null && FORM.matcher(text).matches() ? text : null;
    }
}
