package dev.trestle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is sent to both servers.
 *
 * @param name how the report calls it
 * @param call the call that Trestle is sent
 * @param ask what the echo server is sent
 */
record Traffic(String name, String call, String ask) {

    /** The name of the file that is asked for. */
    static final String FILE = "notes.txt";

    /** A folder with that file, of 4 KiB. */
    static Path folder(Setup setup) throws IOException {
        var folder = Files.createDirectories(setup.output().resolve("workspace"));
        Files.writeString(folder.resolve(FILE), "0123456789abcde\n".repeat(256));
        return folder;
    }

    /** {@code operation} beside the echo of the same message. */
    static Traffic echoed(String operation, String params) {
        var call = call(operation, params);
        return new Traffic(operation, call, call);
    }

    static Traffic ping() {
        return echoed("session.ping", "{}");
    }

    static Traffic stat() {
        return echoed("fs.stat", path());
    }

    /** {@code fs.read} of 4 KiB beside an answer of 4 KiB that is always the same. */
    static Traffic read() {
        return new Traffic("fs.read 4 KiB", call("fs.read", path()), EchoServer.ASK + call("fs.read", path()));
    }

    private static String path() {
        return "{\"path\":\"" + FILE + "\"}";
    }

    private static String call(String operation, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + operation + "\",\"params\":" + params + "}";
    }

    /** What {@code kind} is sent. */
    String to(Server.Kind kind) {
        return kind == Server.Kind.TRESTLE ? call : ask;
    }
}
