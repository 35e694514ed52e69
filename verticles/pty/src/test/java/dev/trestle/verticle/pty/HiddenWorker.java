package dev.trestle.verticle.pty;

import dev.trestle.sandbox.Syscalls;
import java.lang.ProcessBuilder.Redirect;

/** A process that hides, and a child of it that looks: says whether it hides, then the exit code of looking. */
final class HiddenWorker {

    private HiddenWorker() {}

    public static void main(String[] args) throws Exception {
        System.out.println(Syscalls.hideThisProcess());
        var look = new ProcessBuilder("/bin/sh", "-c", "cat /proc/$PPID/environ")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        System.out.println(look.waitFor());
    }
}
