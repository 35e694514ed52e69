package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.config.ConfigException;
import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program in the sandbox sees and reaches. */
class BubblewrapTest {

    private static final String SECRET = "nobody-may-read-this";

    @TempDir
    Path directory;

    private Path workspace;
    private Sandboxed inside;

    @BeforeEach
    void aWorkspace() throws IOException {
        workspace = Files.createDirectory(directory.resolve("mine"));
        inside = Sandboxed.in(workspace);
    }

    @Test
    void theWorkspaceIsReadAndWrittenUnderItsOwnPath() throws Exception {
        // Given
        Files.writeString(workspace.resolve("in"), "hello");
        // When
        var said = inside.run("pwd; cat in; echo bye >out");
        // Then
        assertThat(said).isEqualTo(workspace + "\nhello0");
        assertThat(workspace.resolve("out")).hasContent("bye\n");
    }

    @Test
    void anotherWorkspaceIsNotThere() throws Exception {
        // Given
        var other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(other.resolve("file"), SECRET);
        Files.createSymbolicLink(workspace.resolve("link"), other);
        // When
        var said = inside.run(
                "cat " + other + "/file link/file ../other/file /proc/1/root" + other + "/file; ls " + directory);
        // Then
        assertThat(said).doesNotContain(SECRET).contains("No such file").endsWith("mine\n0");
    }

    @Test
    void settingsAndKeysOfThisMachineAreNotThere() throws Exception {
        // Given
        var settings = Files.writeString(directory.resolve("trestle.yaml"), "access: {token: " + SECRET + "}");
        var files = List.of(
                settings.toString(),
                "/etc/shadow",
                "/etc/ssl/private",
                "/root/.ssh",
                "/var/log",
                "/sys/fs",
                "/run/docker.sock");
        for (var file : files) {
            // When
            var said = inside.run("cat " + file);
            // Then
            assertThat(said).as(file).endsWith("No such file or directory\n1");
        }
    }

    @Test
    void noEnvironmentButItsOwnCanBeRead() throws Exception {
        // When
        var said = inside.run("cat /proc/*/environ | tr '\\0' '\\n'; cat /proc/*/cmdline | tr '\\0' ' '");
        // Then
        assertThat(said)
                .contains("TERM=xterm-256color\n", "TRESTLE_WORKSPACE=demo\n", "TRESTLE_TERMINAL=t1\n")
                .doesNotContain("TRESTLE_TOKEN", "a-secret-of-the-worker", "surefire");
    }

    @Test
    void theVariablesAreExactlyThoseWanted() throws Exception {
        // Given
        var wanted = new Launch(
                List.of("/usr/bin/env"), Map.of("ONE", "a b\n", "LD_LIBRARY_PATH", "/x", "Q", "'\"$"), workspace);
        // When
        try (var tty = Tty.start(inside.sandbox().prepare(workspace, wanted))) {
            // Then
            assertThat(tty.exitCode()).isZero();
            Wait.until("all is read", () -> tty.written().lines().count() >= 5);
            assertThat(tty.written().lines())
                    .containsExactlyInAnyOrder("ONE=a b", "", "LD_LIBRARY_PATH=/x", "Q='\"$", "PWD=" + workspace);
        }
    }

    @Test
    void itsOwnProcessesAreAllThereAre() throws Exception {
        // When
        var said = inside.run("sleep 100 & ls /proc | grep -c '^[0-9]'; kill -0 "
                + ProcessHandle.current().pid());
        // Then: that which waits for all, sh, sleep, and maybe ls and grep
        assertThat(said).matches("(?s)[3-5]\n.*No such process.*");
    }

    @Test
    void thePortsOfThisMachineAreOutOfReach() throws Exception {
        // Given
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var knock = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + " && echo reached";
            // When
            var said = inside.run("bash -c '" + knock + "'");
            var allowed = new Sandboxed(Sandbox.of(Sandboxed.config(true, List.of()), Sandboxed.WORKER), workspace)
                    .run("bash -c '" + knock + "'");
            // Then
            assertThat(said).contains("Connection refused").endsWith("1");
            assertThat(allowed).isEqualTo("reached\n0");
        }
    }

    @Test
    void theSystemCannotBeChanged() throws Exception {
        // When
        var said = inside.run("touch /usr/x /usr/bin/x /bin/x /etc/passwd /proc/sys/kernel/core_pattern;"
                + " mount -t tmpfs x /usr; grep CapEff /proc/self/status");
        // Then
        assertThat(said.lines().filter(line -> line.startsWith("touch: cannot")))
                .hasSize(5);
        assertThat(said).contains("CapEff:\t0000000000000000").contains("mount: /usr: permission denied");
    }

    @Test
    void homeAndTemporaryFilesAreEmptyAndItsOwn() throws Exception {
        // Given
        var outside = Files.createTempFile("trestle-sandbox", "");
        // When
        var said = inside.run("ls -A ~ /tmp; echo x >~/x && echo x >" + outside + "-in && cat ~/x");
        // Then
        assertThat(said).contains("/home/somebody:\n\n/tmp:\n").endsWith("x\n0").doesNotContain("trestle-sandbox");
        assertThat(Path.of(outside + "-in")).doesNotExist();
        Files.delete(outside);
    }

    @Test
    void whatSettingsCallReadableIsReadAndNotWritten() throws Exception {
        // Given
        var tools = Files.createDirectory(directory.resolve("tools"));
        Files.writeString(tools.resolve("tool"), "#!/bin/sh\necho worked\n");
        Files.setPosixFilePermissions(tools.resolve("tool"), PosixFilePermissions.fromString("rwxr-xr-x"));
        var config = Sandboxed.config(false, List.of(tools.toString()));
        // When
        var said = new Sandboxed(Sandbox.of(config, Sandboxed.WORKER), workspace)
                .run(tools + "/tool; touch " + tools + "/x");
        // Then
        assertThat(said).startsWith("worked\n").contains("Read-only").endsWith("1");
    }

    @Test
    void aCheckSaysNothingWhereItWorks() {
        inside.sandbox().check(List.of(workspace));
    }

    @Test
    void aNodeDoesNotStartWithoutBubblewrap() {
        assertThatThrownBy(() -> Sandbox.of(Sandboxed.config(false, List.of()), Map.of("PATH", directory.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "pty.sandbox is bubblewrap, but there is no bwrap on the PATH: install the package bubblewrap."
                                + " Or set it to none, with care");
    }

    @Test
    void aNodeDoesNotStartWhereItDoesNotWork() throws IOException {
        // Given
        var bwrap = Files.writeString(
                directory.resolve("bwrap"),
                "#!/bin/sh\necho 'bwrap: No permissions to create new namespace'; exit 1\n");
        Files.setPosixFilePermissions(bwrap, PosixFilePermissions.fromString("rwxr-xr-x"));
        var sandbox = Sandbox.of(Sandboxed.config(false, List.of()), Map.of("PATH", directory.toString()));
        // When, then
        assertThatThrownBy(() -> sandbox.check(List.of(workspace)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("pty.sandbox is bubblewrap, but it does not work here"
                        + " (bwrap: No permissions to create new namespace, exit code 1)");
    }

    @Test
    void theWholeMachineIsNoWorkspace() {
        assertThatThrownBy(() -> inside.sandbox().check(List.of(workspace, Path.of("/"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a workspace that is the whole machine cannot be kept apart from it");
    }

    @Test
    void nothingStartsOutsideOfItsWorkspace() {
        var outside = new Launch(List.of("/bin/true"), Map.of(), directory);

        assertThatThrownBy(() -> inside.sandbox().prepare(workspace, outside))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
