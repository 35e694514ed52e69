package dev.trestle.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Glob;
import dev.trestle.wire.TopicName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantTest {

    private static List<Glob> globs(String... texts) {
        return List.of(texts).stream().map(Glob::new).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "fs.read, fs.read, true",
        "fs.read, fs.readx, false",
        "fs.read, xfs.read, false",
        "fs.read, fsxread, false",
        "fs.read, FS.read, false",
        "fs.*, fs.read, true",
        "fs.*, fs., true",
        "fs.*, fs, false",
        "fs.*, git.fs.read, false",
        "*.read, fs.read, true",
        "*.read, fs.readx, false",
        "*, '', true",
        "*, anything at all, true",
        "'', '', true",
        "'', x, false",
        "a*b*c, abc, true",
        "a*b*c, axxbxxbc, true",
        "a*b*c, acb, false",
        "**, x, true",
        "[a-z]?+(x)|^$, [a-z]?+(x)|^$, true",
        "[a-z]?+(x)|^$, a, false",
        "\\E.*\\Q, \\E.*\\Q, true",
        "\\E.*\\Q, \\E.abc\\Q, true",
        "\\E.\\Q, \\Ex\\Q, false",
        "a\\E*, a\\Eb, true"
    })
    void aStarStandsForAnyCharactersAndTheRestForItself(String glob, String name, boolean fits) {
        assertThat(new Glob(glob).matches(name)).isEqualTo(fits);
    }

    @Test
    void aStarStandsForLineEndsToo() {
        assertThat(new Glob("a*b").matches("a\n\r\u2028b")).isTrue();
    }

    @Test
    void aPatternThatNearlyFitsIsRefusedQuickly() {
        var glob = new Glob("*a".repeat(50) + "b");
        long start = System.nanoTime();
        assertThat(glob.matches("a".repeat(10_000))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    private static boolean mayOn(Principal who, String operation, String topic) {
        return who.mayOn(operation, TopicName.of(topic));
    }

    @Test
    void aTopicOfAWorkspaceNeedsAGrantThatReachesTheWorkspace() {
        // Given
        var principal = new Principal(
                "p",
                List.of(
                        new Grant(globs("topic.*"), globs("mine"), globs("*")),
                        new Grant(globs("fs.read"), globs("theirs"), globs())));
        // Then
        assertThat(mayOn(principal, "topic.subscribe", "workspace/mine/files")).isTrue();
        assertThat(mayOn(principal, "topic.subscribe", "workspace/theirs/files"))
                .isFalse();
        assertThat(mayOn(principal, "topic.subscribe", "circle/red")).isTrue();
    }

    @Test
    void aCallNeedsOneGrantThatAllowsAllOfIt() {
        // Given
        var principal = new Principal(
                "p",
                List.of(
                        new Grant(globs("fs.read"), globs("*"), globs()),
                        new Grant(
                                globs("fs.*", "topic.subscribe"), globs("mine", "team-*"), globs("workspace/mine/*"))));
        // Then
        assertThat(principal.may("fs.read", "theirs")).isTrue();
        assertThat(principal.may("fs.write", "theirs")).isFalse();
        assertThat(principal.may("fs.write", "mine")).isTrue();
        assertThat(principal.may("fs.write", "team-a")).isTrue();
        assertThat(principal.may("git.status", "mine")).isFalse();
        assertThat(principal.may("fs.write")).isTrue();
        assertThat(principal.may("git.status")).isFalse();
        assertThat(principal.sees("anything")).isTrue();
        assertThat(mayOn(principal, "topic.subscribe", "workspace/mine/files")).isTrue();
        assertThat(mayOn(principal, "topic.subscribe", "workspace/theirs/files"))
                .isFalse();
        assertThat(mayOn(principal, "fs.read", "workspace/theirs/files")).isFalse();
        assertThat(mayOn(principal, "topic.publish", "workspace/mine/files")).isFalse();
    }

    @Test
    void theOwnerMayDoEverything() {
        var owner = new Principal("owner", List.of(Grant.ALL));
        assertThat(owner.may("any.thing", "anywhere")).isTrue();
        assertThat(mayOn(owner, "topic.publish", "topic/x")).isTrue();
        assertThat(owner.sees("")).isTrue();
    }

    @Test
    void whoHasNoGrantMayNothing() {
        var nobody = new Principal("nobody", List.of());
        assertThat(nobody.may("session.ping")).isFalse();
        assertThat(nobody.may("session.ping", "default")).isFalse();
        assertThat(mayOn(nobody, "topic.subscribe", "topic/x")).isFalse();
        assertThat(nobody.sees("default")).isFalse();
    }
}
