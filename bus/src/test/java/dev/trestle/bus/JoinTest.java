package dev.trestle.bus;

import static dev.trestle.bus.Ends.await;
import static dev.trestle.bus.Ends.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.ClusterState;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class JoinTest {

    /** As it is while two halves of a cluster become one again. */
    @Test
    void aNodeThatComesWhileTheClusterTakesNobodyInJoinsAfterwards() throws Exception {
        // Given
        int port = freePort();
        var first = await(Ends.join(port));
        var cluster = Ends.member(port).getCluster();
        cluster.changeClusterState(ClusterState.FROZEN);
        var joining = Ends.join(freePort(), port);
        assertThatThrownBy(() -> joining.await(3, TimeUnit.SECONDS))
                .as("it is not turned away for good")
                .isInstanceOf(TimeoutException.class);
        // When
        cluster.changeClusterState(ClusterState.ACTIVE);
        // Then
        var second = await(joining);
        assertThat(cluster.getMembers()).hasSize(2);
        second.leave().await(20, TimeUnit.SECONDS);
        first.leave().await(20, TimeUnit.SECONDS);
    }

    /** As it is when others put it out again while it comes in. */
    @Test
    void aNodeThatCannotTakeItsPlaceTriesAgain() throws Exception {
        // Given
        int port = freePort();
        var first = await(Ends.join(port));
        var offers = Ends.member(port).getMap(SharedOffers.MAP);
        offers.set(1, "no name of an offer");
        var joining = Ends.join(freePort(), port);
        assertThatThrownBy(() -> joining.await(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        // When
        offers.delete(1);
        // Then
        var second = await(joining);
        assertThat(Ends.member(port).getCluster().getMembers()).hasSize(2);
        second.leave().await(20, TimeUnit.SECONDS);
        first.leave().await(20, TimeUnit.SECONDS);
    }
}
