package dev.trestle.launcher;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.trestle.bus.Node;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;

/** The borders between the rooms that modules alone cannot keep. That each rule bites is shown by {@link BordersBiteTest}. */
@AnalyzeClasses(packages = "dev.trestle", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {

    private static final String WIRE = "dev.trestle.wire..";
    private static final String BUS = "dev.trestle.bus..";
    private static final String CONFIG = "dev.trestle.config..";
    private static final String GATEWAY = "dev.trestle.gateway..";
    private static final String VERTICLES = "dev.trestle.verticle..";
    private static final String SANDBOX = "dev.trestle.sandbox..";
    private static final String LAUNCHER = "dev.trestle.launcher..";

    @ArchTest
    static final ArchRule theWireKnowsOnlyTheJdk = classes()
            .that()
            .resideInAPackage(WIRE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(WIRE, "java..");

    @ArchTest
    static final ArchRule configKnowsNobodyOfOurs = noClasses()
            .that()
            .resideInAPackage(CONFIG)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WIRE, BUS, GATEWAY, VERTICLES, SANDBOX, LAUNCHER);

    @ArchTest
    static final ArchRule theGatewayKnowsNoVerticle = noClasses()
            .that()
            .resideInAPackage(GATEWAY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(VERTICLES, SANDBOX, LAUNCHER);

    @ArchTest
    static final ArchRule verticlesTalkOnlyOverTheBus =
            slices().matching("dev.trestle.verticle.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule foldersOfAVerticleKnowNoOtherThatKnowsThem =
            slices().matching("dev.trestle.verticle.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule verticlesKnowNoEdge = noClasses()
            .that()
            .resideInAPackage(VERTICLES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, LAUNCHER);

    @ArchTest
    static final ArchRule onlyTheBusTouchesTheEventBus = noClasses()
            .that()
            .resideOutsideOfPackage(BUS)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(EventBus.class)
            .orShould()
            .callMethod(Vertx.class, "eventBus");

    @ArchTest
    static final ArchRule onlyTheLauncherAndTheNodeMakeAVertx = noClasses()
            .that()
            .resideOutsideOfPackage(LAUNCHER)
            .and()
            .doNotBelongToAnyOf(Node.class)
            .should()
            .callMethodWhere(callTo(Vertx.class, "vertx")
                    .or(callTo(Vertx.class, "builder"))
                    .or(callTo(Vertx.class, "clusteredVertx")));

    @ArchTest
    static final ArchRule nobodyMakesAThreadStandStill =
            noClasses().should().callMethodWhere(callTo(Future.class, "await").or(callTo(Thread.class, "sleep")));

    @ArchTest
    static final ArchRule onlyTheLauncherPrints =
            noClasses().that().resideOutsideOfPackage(LAUNCHER).should().accessField(System.class, "out");

    @ArchTest
    static final ArchRule everyNameSaysWhatTheClassIs =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Common|Impl|D[tT][oO])");

    private static DescribedPredicate<JavaCall<?>> callTo(Class<?> owner, String method) {
        return target(owner(JavaClass.Predicates.assignableTo(owner))).and(target(name(method)));
    }
}
