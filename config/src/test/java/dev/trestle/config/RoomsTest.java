package dev.trestle.config;

import static dev.trestle.config.Written.onCommandLine;
import static dev.trestle.config.Written.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one room's record accepts and refuses, beside the bounds of its numbers. */
class RoomsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ide.example.org",
                "http://localhost:3000",
                "http://[::1]:3000",
                "vscode-webview://1a2b",
                "http://example.org:443",
                "http://example.org:8080"
            })
    void anOriginIsSchemeHostAndPort(String origin) {
        assertThat(Settings.read(onCommandLine("gateway.origins", "['" + origin + "']"))
                        .gateway()
                        .origins())
                .containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "example.org",
                "https://example.org/",
                "https://Example.org",
                "HTTPS://example.org",
                "https://*.example.org",
                "https://user@example.org",
                "https://example.org:0",
                "https://example.org:65536",
                "https://example.org:",
                "https://::1",
                "https://",
                "https://a b"
            })
    void anOriginIsNothingElse(String origin) {
        assertThat(refusalOf(onCommandLine("gateway.origins", "['https://a', '" + origin + "']")))
                .isEqualTo("command line: gateway.origins[1] must be scheme://host or scheme://host:port in lower case"
                        + " without a path, such as https://ide.example.org, not \"" + origin + "\"");
    }

    @Test
    void aRedisHasAUrlOfItsOwnKindWhichIsNotRepeated() {
        assertThat(refusalOf(onCommandLine("redis.url", "10.0.0.7:not-for-the-log")))
                .isEqualTo("command line: redis.url must begin with redis:// or rediss://,"
                        + " such as redis://127.0.0.1:6379");
    }

    @Test
    void aRedisOfManyServersHasAddressesOfTheOthers() {
        assertThat(refusalOf(onCommandLine("redis.others", "['10.0.0.8:26379']")))
                .isEqualTo("command line: redis.others must be empty for redis.mode standalone, which is one server");
        assertThat(refusalOf(Sources.of(
                        Map.of("node.roles", "[gateway]", "redis.mode", "sentinel", "redis.others", "['10.0.0.8']"))))
                .isEqualTo("command line: redis.others[0] must be host:port, such as 10.0.0.8:26379, not \"10.0.0.8\"");
    }

    @Test
    void aRedisClusterHasOneDatabase() {
        assertThat(refusalOf(Sources.of(Map.of(
                        "node.roles", "[gateway]", "redis.mode", "cluster", "redis.url", "redis://:pw@h:7000/1"))))
                .isEqualTo("command line: redis.url must have no database for redis.mode cluster, which has but one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org:443", "http://example.org:80"})
    void anOriginHasNoDefaultPortBecauseBrowsersLeaveItOut(String origin) {
        assertThat(refusalOf(onCommandLine("gateway.origins", "['" + origin + "']")))
                .isEqualTo("command line: gateway.origins[0] must leave out the scheme's own port, as browsers do,"
                        + " not \"" + origin + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IDE.example.org", "ide.example.org:8080", "https://ide.example.org", "", "*", "fe80::1"})
    void aNameOfTheListenerIsAHostAlone(String host) {
        assertThat(refusalOf(onCommandLine("gateway.hosts", "[ide.example.org, '" + host + "']")))
                .isEqualTo("command line: gateway.hosts[1] must be a host in lower case without a port,"
                        + " such as ide.example.org, not \"" + host + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "http://localhost", "localhost:80", "300.1.1.1", "127.1", "[::1]", ":::", "-a", ""})
    void aHostIsANameOrAnAddress(String host) {
        assertThat(refusalOf(onCommandLine("gateway.host", host)))
                .isEqualTo("command line: gateway.host must be a host name or an IP address, not \"" + host + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7:5701", "node-1.trestle.svc:5701", "[2001:db8::1]:5701"})
    void aMemberIsHostAndPort(String member) {
        assertThat(Settings.read(onCommandLine("cluster.members", "['" + member + "']"))
                        .cluster()
                        .members())
                .containsExactly(member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-1", "node-1:", "node-1:0", "node-1:99999", ":5701", "2001:db8::1:5701", "a b:1"})
    void aMemberIsNothingElse(String member) {
        assertThat(refusalOf(onCommandLine("cluster.members", "['" + member + "']")))
                .isEqualTo("command line: cluster.members[0] must be host:port, such as 10.0.0.7:5701, not \"" + member
                        + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "0.0.0.0", "2606:4700::1111"})
    void aClusterIsNotOpenToTheWorldUnlessSaidSo(String host) {
        assertThat(refusalOf(clusterAt(host, "false")))
                .isEqualTo("command line: cluster.host must be a loopback or private address, since whoever reaches the"
                        + " cluster's port can join; " + host
                        + " is neither, and cluster.allowPublic: true takes it all the same");
        assertThat(Settings.read(clusterAt(host, "true")).cluster().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.0.9", "172.16.5.5", "100.64.0.1", "fd00::7", "fe80::1"})
    void aClusterMeetsAtAPrivateAddress(String host) {
        assertThat(Settings.read(clusterAt(host, "false")).cluster().host()).isEqualTo(host);
    }

    private Sources clusterAt(String host, String allowPublic) {
        return Sources.of(Map.of(
                "node.roles",
                "[gateway]",
                "cluster.enabled",
                "true",
                "cluster.host",
                host,
                "cluster.allowPublic",
                allowPublic,
                "cluster.secret",
                "a secret of at least thirty-two bytes"));
    }

    @Test
    void nodesAreFoundByAListOrByAName() {
        assertThat(refusalOf(Sources.of(Map.of(
                        "node.roles", "[gateway]", "cluster.members", "[a:1]", "cluster.dns", "nodes.example.org"))))
                .isEqualTo("command line: cluster.dns cannot be used together with cluster.members");
    }

    @Test
    void theBusIsEncryptedWithThreeFilesOrNone() {
        assertThat(refusalOf(onCommandLine("gateway.tls.certificate", "/dev/null")))
                .isEqualTo("command line: gateway.tls.certificate must be given together with gateway.tls.key");
        assertThat(refusalOf(onCommandLine("cluster.tls.certificate", "node.pem")))
                .isEqualTo(
                        "command line: cluster.tls.certificate must be given together with cluster.tls.key and cluster.tls.trust");
    }

    @Test
    void aClusterHasAPlainName() {
        assertThat(refusalOf(onCommandLine("cluster.name", "two words")))
                .isEqualTo("command line: cluster.name must be 1 to 64 of A-Z a-z 0-9 . _ - and begin with a letter or"
                        + " a digit, not \"two words\"");
    }

    @Test
    void allQueuesTogetherHoldAtLeastOne() {
        assertThat(refusalOf(onCommandLine("gateway.limits.queueBytesTotal", "65535")))
                .isEqualTo("command line: gateway.limits.queueBytesTotal must be at least gateway.limits.queueBytes"
                        + " (65536), not 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifteen-letters", "sixteen letters!", "sixteen-letters\n", "ünvisible-letters"})
    void aTokenIsLongAndPlain(String token) {
        assertThat(refusalOf(onCommandLine("access.token", token)))
                .isEqualTo("command line: access.token must be 16 to 1024 visible ASCII characters without spaces");
    }

    @Test
    void aNodeHasARole() {
        assertThatThrownBy(() -> new NodeConfig(List.of()))
                .hasMessage(
                        "node.roles must list one or more of gateway, fs, pty, git, agent, each once, such as [gateway,"
                                + " fs]");
    }

    @Test
    void aNodeHasARoleOnce() {
        assertThatThrownBy(() -> new NodeConfig(List.of("fs", "fs")))
                .hasMessage(
                        "node.roles must list one or more of gateway, fs, pty, git, agent, each once, such as [gateway, fs], not"
                                + " [fs, fs]");
    }

    @Test
    void aRefusalKnowsItsKey() {
        var uploads = new FsConfig.Uploads(1, 10);
        var watch = new FsConfig.Watch(1, 1);
        assertThatThrownBy(() -> new FsConfig(0, 1, 1, 1, 1, uploads, watch, new FsSearchConfig(1, 1, "off")))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        refused -> assertThat(refused.key()).isEqualTo("fs.threads"));
    }
}
