package dev.trestle.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginsTest {

    private static boolean allows(String host, int port, String origin) {
        return new Origins("http", host, port, List.of()).allow(origin);
    }

    @Test
    void whoSendsNoOriginIsNoPage() {
        assertThat(allows("127.0.0.1", 8080, null)).isTrue();
        assertThat(allows("127.0.0.1", 8080, "null")).isFalse();
        assertThat(allows("127.0.0.1", 8080, "")).isFalse();
    }

    @Test
    void aLoopbackListenerIsReachedUnderEachNameOfTheLoopback() {
        for (var host : List.of("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::]")) {
            assertThat(allows(host, 8080, "http://127.0.0.1:8080")).isTrue();
            assertThat(allows(host, 8080, "http://localhost:8080")).isTrue();
            assertThat(allows(host, 8080, "http://[::1]:8080")).isTrue();
            assertThat(allows(host, 8080, "http://LocalHost:8080")).isTrue();
            assertThat(allows(host, 8080, "http://localhost:8081")).isFalse();
            assertThat(allows(host, 8080, "https://localhost:8080")).isFalse();
            assertThat(allows(host, 8080, "http://localhost")).isFalse();
            assertThat(allows(host, 8080, "http://evil.example:8080")).isFalse();
        }
    }

    @Test
    void anotherListenerIsReachedUnderItsOwnNameAlone() {
        assertThat(allows("10.0.0.7", 8080, "http://10.0.0.7:8080")).isTrue();
        assertThat(allows("10.0.0.7", 8080, "http://localhost:8080")).isFalse();
        assertThat(allows("Box.example.org", 8080, "http://box.example.org:8080"))
                .isTrue();
        assertThat(allows("[fe80::1]", 8080, "http://[fe80::1]:8080")).isTrue();
        assertThat(allows("[fe80::1]", 8080, "http://fe80::1:8080")).isFalse();
    }

    @Test
    void port80IsNotWritten() {
        assertThat(allows("localhost", 80, "http://localhost")).isTrue();
        assertThat(allows("localhost", 80, "http://localhost:80")).isFalse();
        assertThat(allows("localhost", 443, "http://localhost")).isFalse();
    }

    @Test
    void thoseOfTheConfigurationAreComparedWhole() {
        var origins = new Origins("http", "localhost", 80, List.of("https://ide.example.org", "https://b.example:444"));
        assertThat(origins.allow("https://ide.example.org")).isTrue();
        assertThat(origins.allow("https://b.example:444")).isTrue();
        assertThat(origins.allow("https://b.example")).isFalse();
        assertThat(origins.allow("https://ide.example.org.")).isFalse();
        assertThat(origins.allow("https://ide.example.org ")).isFalse();
        assertThat(origins.allow("https://x.ide.example.org")).isFalse();
    }
}
