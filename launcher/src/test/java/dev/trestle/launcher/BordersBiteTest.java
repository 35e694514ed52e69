package dev.trestle.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.trestle.config.planted.KnowsTheContract;
import dev.trestle.gateway.planted.Awaits;
import dev.trestle.gateway.planted.BuildsAVertx;
import dev.trestle.gateway.planted.HoldsTheEventBus;
import dev.trestle.gateway.planted.KnowsAVerticle;
import dev.trestle.gateway.planted.MakesAVertx;
import dev.trestle.gateway.planted.Prints;
import dev.trestle.gateway.planted.Sleeps;
import dev.trestle.gateway.planted.SocketManager;
import dev.trestle.verticle.planted.CallsASibling;
import dev.trestle.verticle.planted.KnowsItsFolder;
import dev.trestle.verticle.planted.KnowsTheGateway;
import dev.trestle.verticle.planted.TouchesTheEventBus;
import dev.trestle.verticle.planted.folder.KnowsItsVerticle;
import dev.trestle.verticle.plantedsibling.Sibling;
import dev.trestle.wire.planted.KnowsJackson;
import org.junit.jupiter.api.Test;

/** A rule that nothing can break protects nothing: each of {@link BordersTest} fails on what is planted against it. */
class BordersBiteTest {

    @Test
    void theRuleOfTheWireBites() {
        assertBites(BordersTest.theWireKnowsOnlyTheJdk, KnowsJackson.class);
    }

    @Test
    void theRuleOfConfigBites() {
        assertBites(BordersTest.configKnowsNobodyOfOurs, KnowsTheContract.class);
    }

    @Test
    void theRuleOfTheGatewayBites() {
        assertBites(BordersTest.theGatewayKnowsNoVerticle, KnowsAVerticle.class);
    }

    @Test
    void theRuleOfSiblingsBites() {
        assertBites(BordersTest.verticlesTalkOnlyOverTheBus, CallsASibling.class, Sibling.class);
    }

    @Test
    void theRuleOfFoldersBites() {
        assertBites(
                BordersTest.foldersOfAVerticleKnowNoOtherThatKnowsThem, KnowsItsFolder.class, KnowsItsVerticle.class);
    }

    @Test
    void theRuleOfTheEdgeBites() {
        assertBites(BordersTest.verticlesKnowNoEdge, KnowsTheGateway.class);
    }

    @Test
    void theRuleOfTheEventBusBitesWhoCallsIt() {
        assertBites(BordersTest.onlyTheBusTouchesTheEventBus, TouchesTheEventBus.class);
    }

    @Test
    void theRuleOfTheEventBusBitesWhoHoldsIt() {
        assertBites(BordersTest.onlyTheBusTouchesTheEventBus, HoldsTheEventBus.class);
    }

    @Test
    void theRuleOfTheOneVertxBites() {
        assertBites(BordersTest.onlyTheLauncherAndTheNodeMakeAVertx, MakesAVertx.class);
    }

    @Test
    void theRuleOfTheOneVertxBitesItsBuilder() {
        assertBites(BordersTest.onlyTheLauncherAndTheNodeMakeAVertx, BuildsAVertx.class);
    }

    @Test
    void theRuleOfStandingStillBitesWhoAwaits() {
        assertBites(BordersTest.nobodyMakesAThreadStandStill, Awaits.class);
    }

    @Test
    void theRuleOfStandingStillBitesWhoSleeps() {
        assertBites(BordersTest.nobodyMakesAThreadStandStill, Sleeps.class);
    }

    @Test
    void theRuleOfPrintingBites() {
        assertBites(BordersTest.onlyTheLauncherPrints, Prints.class);
    }

    @Test
    void theRuleOfNamesBites() {
        assertBites(BordersTest.everyNameSaysWhatTheClassIs, SocketManager.class);
    }

    private static void assertBites(ArchRule rule, Class<?> planted, Class<?>... neighbours) {
        var classes = new ClassFileImporter().importClasses(concat(planted, neighbours));
        var violations = rule.evaluate(classes).getFailureReport().getDetails();
        assertThat(violations).isNotEmpty().anyMatch(violation -> violation.contains(planted.getName()));
    }

    private static Class<?>[] concat(Class<?> first, Class<?>... others) {
        var all = new Class<?>[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }
}
