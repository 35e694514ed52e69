package dev.trestle.config;

import static dev.trestle.config.Written.inFile;
import static dev.trestle.config.Written.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are missing, hostile, or not YAML. */
class BrokenFileTest {
    private static final String NOT_YAML = "this is not YAML; check indentation (spaces only), quotes and brackets";

    @TempDir
    Path folder;

    @Test
    void aMissingFileIsNamed() {
        assertThat(refusalOf(file("nowhere.yaml"), folder))
                .isEqualTo("nowhere.yaml: there is no such file; create it, or start without it");
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        Files.createDirectory(folder.resolve("conf"));

        assertThat(refusalOf(file("conf"), folder)).isEqualTo("conf: this is a folder, and the settings are a file");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        var loop = Files.createSymbolicLink(folder.resolve("loop.yaml"), Path.of("loop.yaml"));

        assertThat(refusalOf(new Sources(loop, Map.of(), Map.of()), folder))
                .isEqualTo("loop.yaml: this file cannot be read; check its permissions");
    }

    @Test
    void aFileThatIsNotUtf8IsNamed() throws IOException {
        Files.write(folder.resolve("trestle.yaml"), new byte[] {'a', ':', (byte) 0xff});

        assertThat(refusalOf(file("trestle.yaml"), folder)).isEqualTo("trestle.yaml: this is not UTF-8 text");
    }

    @Test
    void anUnclosedBracketIsNotYaml() throws IOException {
        assertRefused("gateway:\n  origins: [a, b\nfs: {}\n", "trestle.yaml:3: " + NOT_YAML);
    }

    @Test
    void aTabIsNotIndentation() throws IOException {
        assertRefused("gateway:\n\tport: 1\n", "trestle.yaml:2: " + NOT_YAML);
    }

    @Test
    void aControlCharacterIsNotYaml() throws IOException {
        assertRefused("fs: {}\nlog: \u0001\n", "trestle.yaml:2: " + NOT_YAML);
    }

    @Test
    void brokenYamlIsNotQuotedSinceItMayHoldTheToken() throws IOException {
        assertRefused("access:\n  token: \"not-for-the-log-0001\n", "trestle.yaml:3: " + NOT_YAML);
    }

    @Test
    void proseIsNotSettings() throws IOException {
        assertRefused(
                "hello world\n",
                "trestle.yaml:1: the settings must be keys with values, such as {key: value}, not a single value");
    }

    @Test
    void aListIsNotSettings() throws IOException {
        assertRefused(
                "- gateway\n",
                "trestle.yaml:1: the settings must be keys with values, such as {key: value}, not a list");
    }

    @Test
    void aListIsNotASection() throws IOException {
        assertRefused(
                "fs: {}\nworkspaces:\n  - /srv\n",
                "trestle.yaml:2: workspaces must be keys with values, such as {key: value}, not a list");
    }

    @Test
    void aSectionIsNotAList() throws IOException {
        assertRefused(
                "node:\n  roles:\n    gateway: true\n",
                "trestle.yaml:2: node.roles must be a list, such as [one, two], not keys with values");
    }

    @Test
    void aListIsNotAValue() throws IOException {
        assertRefused(
                "fs: {}\ngateway:\n  port: [1]\n", "trestle.yaml:3: gateway.port must be a single value, not a list");
    }

    @Test
    void aSectionIsNotAnElementOfAList() throws IOException {
        assertRefused(
                "cluster:\n  members:\n  - a:1\n  - b: 2\n",
                "trestle.yaml:4: cluster.members[1] must be a single value, not keys with values");
    }

    @Test
    void aKeyIsSetOnce() throws IOException {
        assertRefused(
                "gateway:\n  port: 1\n  host: ::1\n  port: 2\n",
                "trestle.yaml:4: gateway.port is set twice, first by trestle.yaml:2");
    }

    @Test
    void aKeyIsSetOnceHoweverItIsWritten() throws IOException {
        assertRefused(
                "gateway.port: 1\ngateway:\n  port: 2\n",
                "trestle.yaml:3: gateway.port is set twice, first by trestle.yaml:1");
    }

    @Test
    void aSectionIsOpenedOnce() throws IOException {
        assertRefused("fs: {}\nlog: {}\nfs: {}\n", "trestle.yaml:3: fs is set twice, first by trestle.yaml:1");
    }

    @Test
    void thereIsOneDocument() throws IOException {
        assertRefused("fs: {}\n---\nlog: {}\n", "trestle.yaml:3: this is a second YAML document; keep one");
    }

    @Test
    void anAliasIsNotFollowed() throws IOException {
        assertRefused(
                "gateway:\n  host: &h localhost\ncluster:\n  host: *h\n",
                "trestle.yaml:4: cluster.host must be a single value, not an alias");
    }

    @Test
    void anAliasIsNotFollowedIntoASection() throws IOException {
        assertRefused(
                "fs: &f {}\nlog: *f\n",
                "trestle.yaml:2: log must be keys with values, such as {key: value}, not an alias");
    }

    @Test
    void aValueNestedAsDeepAsAMineIsRefusedAtItsMouth() throws IOException {
        assertRefused(
                "gateway:\n  origins: " + "[".repeat(100_000) + "\n",
                "trestle.yaml:2: gateway.origins[0] must be a single value, not a list");
    }

    private Sources file(String name) {
        return new Sources(folder.resolve(name), Map.of(), Map.of());
    }

    private void assertRefused(String yaml, String sentence) throws IOException {
        assertThat(refusalOf(inFile(folder, yaml), folder)).isEqualTo(sentence);
    }
}
