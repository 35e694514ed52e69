package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.ClusterState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThawTest {

    /** Refused as long as the members share out what they keep. */
    private static void freeze(Cluster cluster) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> {
                    cluster.changeClusterState(ClusterState.FROZEN);
                    return true;
                });
    }

    /** As a merge leaves it whose leader is killed. */
    @Test
    void aClusterThatAMergeHasLeftFrozenGoesOn() throws Exception {
        // Given
        int port = Ends.freePort();
        int second = Ends.freePort();
        var ends = new Ends(Ends.await(Ends.join(port)), Ends.await(Ends.join(second, port)));
        freeze(Ends.member(port).getCluster());
        Ends.member(second).getLifecycleService().terminate();
        // When
        var third = Ends.join(Ends.freePort(), port);
        // Then
        ends.until(() -> Ends.member(port).getCluster().getClusterState() == ClusterState.ACTIVE);
        var node = Ends.await(third);
        Ends.await(Operations.of(node, "echo", Set.of("demo"))
                .serve(Echo.SAY, (say, call) -> Future.succeededFuture(new Echo.Said("heard")))
                .start());
        ends.until(() -> ends.server().directory().hosts("demo"));
        var said = ends.server().calls("test").call(Echo.SAY, Target.workspace("demo"), new Echo.Say("hello", 1));
        assertThat(Ends.await(said).text()).isEqualTo("heard");
        Ends.await(node.leave());
        ends.leave();
    }
}
