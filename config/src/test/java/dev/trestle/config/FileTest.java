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

/** What a file says that is well-formed but refused: the line is in the sentence. */
class FileTest {
    @TempDir
    Path folder;

    @Test
    void mayBeEmpty() throws IOException {
        assertReadsAsDefaults("");
    }

    @Test
    void mayHoldNothingButComments() throws IOException {
        assertReadsAsDefaults("# nothing yet\n---\n");
    }

    @Test
    void mayNameASectionAndSetNothingInIt() throws IOException {
        assertReadsAsDefaults("gateway:\n  # port: 1\nworkspaces:\ncluster:\n  members:\n");
    }

    @Test
    void mayWriteAKeyWithDots() throws IOException {
        var sources = inFile(folder, "node.roles: [gateway]\ngateway:\n  limits.inFlight: 7\n");

        assertThat(Settings.read(sources).gateway().limits().inFlight()).isEqualTo(7);
    }

    @Test
    void mayComeFromAnEditorOfWindows() throws IOException {
        assertReadsAsDefaults("\uFEFFgateway:\r\n  port: 8080\r\n");
    }

    @Test
    void mayQuoteANumberOrGroupItsDigits() throws IOException {
        var sources =
                inFile(folder, "node.roles: [gateway]\ngateway: {port: \"81\", limits: {messageBytes: 2_000_000}}\n");

        var gateway = Settings.read(sources).gateway();

        assertThat(gateway.port()).isEqualTo(81);
        assertThat(gateway.limits().messageBytes()).isEqualTo(2_000_000);
    }

    @Test
    void anUnknownKeyNamesTheNearestKnownOne() throws IOException {
        assertRefused(
                "gateway:\n  host: localhost\n  prot: 8080\n",
                "trestle.yaml:3: gateway.prot is not a setting; did you mean gateway.port?");
    }

    @Test
    void aKeyInTheWrongSectionNamesTheRightOne() throws IOException {
        assertRefused(
                "gateway:\n  messageBytes: 4096\n",
                "trestle.yaml:2: gateway.messageBytes is not a setting; did you mean gateway.limits.messageBytes?");
    }

    @Test
    void anUnknownSectionNamesTheNearestKnownOne() throws IOException {
        assertRefused("gatway:\n  port: 1\n", "trestle.yaml:1: gatway is not a setting; did you mean gateway?");
    }

    @Test
    void anUnknownKeyThatIsNearNothingNamesAllOfItsSection() throws IOException {
        assertRefused(
                "fs:\n  quota: 1\n",
                "trestle.yaml:2: fs.quota is not a setting; known here: fs.threads, fs.maxQueued, fs.maxReadBytes,"
                        + " fs.maxPatchBytes, fs.maxUploadBytes, fs.uploads, fs.watch, fs.search");
    }

    @Test
    void aWordIsNoNumber() throws IOException {
        assertRefused(
                "gateway:\n  port: eighty\n", "trestle.yaml:2: gateway.port must be a whole number, not \"eighty\"");
    }

    @Test
    void aFractionIsNoWholeNumber() throws IOException {
        assertRefused("fs:\n  threads: 1.5\n", "trestle.yaml:2: fs.threads must be a whole number, not \"1.5\"");
    }

    @Test
    void aNumberWithALeadingZeroIsRefusedBecauseYamlReadsItAsOctal() throws IOException {
        assertRefused("gateway: {port: 010}\n", "trestle.yaml:1: gateway.port must be a whole number, not \"010\"");
    }

    @Test
    void aNumberBeyond32BitsIsNotCutOff() throws IOException {
        assertRefused(
                "gateway:\n  port: 4294967376\n",
                "trestle.yaml:2: gateway.port must be a whole number of at most 2147483647, not 4294967376");
    }

    @Test
    void aNumberBeyond64BitsIsNotCutOff() throws IOException {
        assertRefused(
                "gateway.drainMs: -99999999999999999999\n",
                "trestle.yaml:1: gateway.drainMs must be a whole number of at most 9223372036854775807,"
                        + " not -99999999999999999999");
    }

    @Test
    void theSmallestNumberOf64BitsIsNotCutOff() throws IOException {
        assertRefused(
                "gateway.port: -9223372036854775808\n",
                "trestle.yaml:1: gateway.port must be a whole number of at most 2147483647, not -9223372036854775808");
    }

    @Test
    void aSwitchIsTrueOrFalse() throws IOException {
        assertRefused(
                "cluster:\n  enabled: maybe\n", "trestle.yaml:2: cluster.enabled must be true or false, not \"maybe\"");
    }

    @Test
    void aChoiceNamesAllThereIs() throws IOException {
        assertRefused(
                "log:\n  format: text\n  level: loud\n",
                "trestle.yaml:3: log.level must be one of error, warn, info, debug, trace, not \"loud\"");
    }

    @Test
    void aKeyWithoutItsValueIsRefused() throws IOException {
        assertRefused("gateway:\n  port:\n", "trestle.yaml:2: gateway.port needs a value");
        assertRefused("gateway:\n  host:\n", "trestle.yaml:2: gateway.host needs a value");
        assertRefused("workspaces:\n  demo:\n", "trestle.yaml:2: workspaces.demo needs a value");
    }

    @Test
    void whatARecordRefusesNamesTheLineOfItsKey() throws IOException {
        assertRefused(
                "gateway:\n  limits:\n    inFlight: 1\n    jsonDepth: 7\n",
                "trestle.yaml:4: gateway.limits.jsonDepth must be 8 to 1000, not 7");
    }

    @Test
    void whatARecordRefusesInAListNamesTheLineOfTheElement() throws IOException {
        assertRefused(
                "cluster:\n  members:\n    - a:1\n    - b\n",
                "trestle.yaml:4: cluster.members[1] must be host:port, such as 10.0.0.7:5701, not \"b\"");
    }

    @Test
    void aWorkspaceThatIsNoDirectoryIsRefused() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.txt"), "");

        assertRefused(
                "workspaces:\n  demo: " + plain + "\n",
                "trestle.yaml:2: workspaces.demo must be a directory that exists, not plain.txt");
    }

    @Test
    void aWorkspaceThatIsNoPathAtAllIsRefused() throws IOException {
        assertRefused("workspaces:\n  demo: \"a\\0b\"\n", "trestle.yaml:2: workspaces.demo must be a path");
    }

    @Test
    void aWorkspaceWithAnUnsafeIdIsRefused() throws IOException {
        assertRefused(
                "workspaces:\n  ../x: " + folder + "\n",
                "trestle.yaml:2: workspaces.../x must be 1 to 64 of A-Z a-z 0-9 . _ - and begin with a letter or a"
                        + " digit, not \"../x\"");
    }

    private void assertReadsAsDefaults(String yaml) throws IOException {
        var gatewayOnly = Map.of("node.roles", "[gateway]");
        var file = inFile(folder, yaml).file();

        var settings = Settings.read(new Sources(file, Map.of(), gatewayOnly));

        assertThat(settings).isEqualTo(Settings.read(Sources.of(gatewayOnly)));
    }

    private void assertRefused(String yaml, String sentence) throws IOException {
        assertThat(refusalOf(inFile(folder, yaml), folder)).isEqualTo(sentence);
    }
}
