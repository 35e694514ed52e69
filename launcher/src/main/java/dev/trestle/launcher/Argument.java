package dev.trestle.launcher;

/**
 * One argument of {@code call} as it was written.
 *
 * @param raw whether the value is JSON as it stands: {@code key:=value} instead of {@code key=value}
 */
record Argument(String key, boolean raw, String value) {

    static Argument parse(String argument) {
        int equals = argument.indexOf('=');
        boolean raw = equals > 0 && argument.charAt(equals - 1) == ':';
        var key = argument.substring(0, Math.max(0, raw ? equals - 1 : equals));
        if (key.isEmpty()) {
            throw CommandException.misused("an argument must be key=value or key:=json, not \"" + argument + "\"");
        }
        return new Argument(key, raw, argument.substring(equals + 1));
    }

    Argument with(String content) {
        return new Argument(key, raw, content);
    }
}
