package dev.trestle.bench;

import java.util.List;
import java.util.Random;

/** Text that looks like source code and is the same in every run. */
final class SourceText {

    /** A word that one file in fifty has, once. */
    static final String RARE = "quarantine";
    /** A word that two files in five have, once. */
    static final String FREQUENT = "heartbeat";

    private static final List<String> NOUNS = List.of(
            "account", "address", "batch", "buffer", "budget", "channel", "client", "cursor", "entry", "event", "frame",
            "handle", "index", "invoice", "ledger", "limit", "message", "node", "offset", "order", "packet", "path",
            "payload", "policy", "price", "queue", "record", "region", "request", "result", "route", "schema",
            "session", "shard", "socket", "source", "stream", "target", "ticket", "token", "topic", "vector", "window",
            "worker");
    private static final List<String> VERBS = List.of(
            "accept",
            "append",
            "attach",
            "check",
            "close",
            "collect",
            "commit",
            "copy",
            "decode",
            "drop",
            "encode",
            "fetch",
            "find",
            "flush",
            "insert",
            "load",
            "merge",
            "notify",
            "open",
            "parse",
            "publish",
            "read",
            "release",
            "render",
            "replace",
            "resolve",
            "retry",
            "send",
            "split",
            "start",
            "store",
            "update",
            "validate",
            "write");
    private static final List<String> LINES = List.of(
            "    private final %2$s %1$s;",
            "    void %3$s%2$s(%2$s %1$s) {",
            "        if (%1$s == null || %4$s.%3$s() < 0) {",
            "            throw new IllegalStateException(\"cannot %3$s the %1$s\");",
            "        }",
            "        var %1$s = %4$s.%3$s(%4$s.next(), 4096);",
            "        return %1$s.%3$s(%4$s);",
            "    }",
            "",
            "    // The %1$s has to %3$s before the %4$s is full.",
            "        for (int i = 0; i < %1$s.size(); i++) {",
            "        LOGGER.info(\"%3$s: {} of {}\", %1$s, %4$s);");

    private final Random random = new Random(42);

    /** The next file: twenty to a hundred and eighty lines. */
    String file() {
        var text = new StringBuilder("package com.example." + one(NOUNS) + ";\n\n");
        int lines = 20 + random.nextInt(160);
        int rare = random.nextInt(50) == 0 ? random.nextInt(lines) : -1;
        int frequent = random.nextInt(5) < 2 ? random.nextInt(lines) : -1;
        for (int i = 0; i < lines; i++) {
            text.append(line()).append('\n');
            if (i == rare) {
                text.append("        // Put into ").append(RARE).append(" until somebody looks.\n");
            }
            if (i == frequent) {
                text.append("        long ").append(FREQUENT).append(" = clock.now();\n");
            }
        }
        return text.toString();
    }

    private String line() {
        var noun = one(NOUNS);
        var type = Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
        return String.format(one(LINES), noun, type, one(VERBS), one(NOUNS));
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
