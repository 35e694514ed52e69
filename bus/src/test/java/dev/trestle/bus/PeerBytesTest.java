package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerBytesTest {

    private static final int LIMIT = 1_048_576;

    @Test
    void aNodeThatDoesNotAnswerCostsSoMuchAndNoMore() throws Exception {
        // Given
        int port = Ends.freePort();
        var server = Ends.await(Ends.join(port));
        var options = new VertxOptions();
        var cluster = new Cluster(
                "trestle-test", "127.0.0.1", Ends.freePort(), 0, List.of("127.0.0.1:" + port), null, null, LIMIT);
        var ends = new Ends(server, Ends.await(Node.join(cluster, options)));
        var held = new ArrayList<Promise<Echo.Said>>();
        Ends.await(Operations.of(server, "echo", Set.of("demo"))
                .serve(Echo.SAY, (say, call) -> {
                    held.add(Promise.promise());
                    return held.get(held.size() - 1).future();
                })
                .start());
        ends.until(() -> ends.caller().directory().hosts("demo"));
        var calls = ends.caller().calls("test");
        var half = new Echo.Say("x".repeat(LIMIT / 2 - 2_000), 1);
        var first = calls.call(Echo.SAY, Target.workspace("demo"), half);
        var second = calls.call(Echo.SAY, Target.workspace("demo"), half);
        // When
        var third = calls.call(Echo.SAY, Target.workspace("demo"), half);
        // Then
        var refused = Ends.failureOf(third);
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused).hasMessageContaining("1048576 bytes").hasMessageContaining("cluster.peerBytes");
        // When
        ends.until(() -> held.size() == 2);
        held.forEach(answer -> answer.complete(new Echo.Said("done")));
        Ends.await(Future.all(first, second));
        var fourth = calls.call(Echo.SAY, Target.workspace("demo"), half);
        // Then
        ends.until(() -> held.size() == 3);
        held.get(2).complete(new Echo.Said("again"));
        assertThat(Ends.await(fourth).text()).isEqualTo("again");
        ends.leave();
    }
}
