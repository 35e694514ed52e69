package dev.trestle.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {

    private static final Proxies TRUSTING = new Proxies(List.of("10.0.0.0/8", "192.168.1.7", "fd00::/8"));

    private static String client(Proxies proxies, String from, String... forwarded) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var header : forwarded) {
            headers.add("x-forwarded-for", header);
        }
        return proxies.client(SocketAddress.inetSocketAddress(4711, from), headers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    10.1.2.3    | 203.0.113.9               | 203.0.113.9
                    192.168.1.7 | 203.0.113.9               | 203.0.113.9
                    192.168.1.8 | 203.0.113.9               | 192.168.1.8
                    203.0.113.1 | 203.0.113.9               | 203.0.113.1
                    10.1.2.3    | 1.2.3.4, 203.0.113.9      | 203.0.113.9
                    10.1.2.3    | 203.0.113.9, 10.9.9.9     | 203.0.113.9
                    10.1.2.3    | 1.2.3.4, 5.6.7.8, 10.0.0.1, 10.0.0.2 | 5.6.7.8
                    10.1.2.3    | 10.0.0.5                  | 10.0.0.5
                    10.1.2.3    | not-an-address            | 10.1.2.3
                    10.1.2.3    | 203.0.113.9, evil.example | 10.1.2.3
                    10.1.2.3    | 203.0.113.9:80            | 10.1.2.3
                    10.1.2.3    | ''                        | 10.1.2.3
                    fd00::1     | 2001:db8::7               | 2001:db8::7
                    """)
    void theLastWhoIsNoTrustedProxyIsTheClient(String from, String forwarded, String client) {
        assertThat(client(TRUSTING, from, forwarded)).isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(client(TRUSTING, "10.1.2.3", "1.2.3.4", "203.0.113.9")).isEqualTo("203.0.113.9");
    }

    @Test
    void nobodyIsBelievedWhereNobodyIsTrusted() {
        assertThat(client(new Proxies(List.of()), "127.0.0.1", "203.0.113.9")).isEqualTo("127.0.0.1");
    }
}
