package dev.trestle.bus;

import static dev.trestle.bus.Ends.await;
import static dev.trestle.bus.Ends.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.trestle.bus.Echo.Said;
import dev.trestle.bus.Echo.Say;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker on a bus with a secret believes nobody without a word. */
class WordsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Target DEMO = Target.workspace("demo");
    private static final Operation<Say, Said> SLOW =
            new Operation<>("slow.say", Say.class, Said.class, "Never answers.");
    private static final Say SAY = new Say("x", 1);

    private final Words words = Words.of("a secret of at least thirty-two bytes", HOUR);
    private final AtomicInteger handled = new AtomicInteger();
    private Node node;

    @BeforeEach
    void serve() {
        node = Node.alone(new VertxOptions(), words);
        await(Operations.of(node, "echo", Set.of("demo", "other"))
                .serve(Echo.SAY, (say, call) -> {
                    handled.incrementAndGet();
                    return Future.succeededFuture(new Said(call.principal()));
                })
                .serve(
                        Echo.HEAR,
                        (say, call) -> node.calls("echo")
                                .call(Echo.SAY, Target.workspace(say.text()), SAY, call.caller(Duration.ofSeconds(5)))
                                .map(said -> new Echo.Heard("", "", said.text(), 0, null)))
                .start());
    }

    @AfterEach
    void leave() {
        await(node.leave());
    }

    private static String word(Words of, String workspace, long expiresAt, String... operations) {
        return of.give("ada", workspace, () -> new Word("ada", workspace, List.of(operations), expiresAt));
    }

    private Future<Said> say(String word) {
        return node.calls("test")
                .call(Echo.SAY, DEMO, SAY, Caller.of("ada", HOUR).vouched(word));
    }

    @Test
    void aWordThatAllowsTheCallIsBelieved() {
        assertThat(await(say(word(words, "demo", Long.MAX_VALUE, "echo.say")))).isEqualTo(new Said("ada"));
        assertThat(await(say(word(words, "demo", Long.MAX_VALUE, "echo.*")))).isEqualTo(new Said("ada"));
    }

    @Test
    void aServiceOfANodeWithTheSecretCallsOnItsOwnAccount() {
        assertThat(await(node.calls("git").call(Echo.SAY, DEMO, SAY))).isEqualTo(new Said("git"));
    }

    @ParameterizedTest
    @CsvSource({"demo, 0, echo.say", "other, 9999999999999, echo.say", "demo, 9999999999999, echo.hear"})
    void aWordThatHasExpiredOrIsAboutSomethingElseIsRefused(String workspace, long expiresAt, String operation) {
        assertThat(failureOf(say(word(words, workspace, expiresAt, operation))).code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(handled).hasValue(0);
    }

    @Test
    void aWordOfAnotherSecretIsRefused() {
        var others = Words.of("another secret of at least thirty-two", HOUR);

        assertThat(failureOf(say(word(others, "demo", Long.MAX_VALUE, "*"))).code())
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    /** How nodes meet that were given different secrets, or of which one was given none, both ways. */
    @Test
    void nodesOfDifferentSecretsRefuseEachOtherAndSayWhy() {
        // Given
        var words = Map.of(
                "one", this.words,
                "another", Words.of("another secret of at least thirty-two", HOUR),
                "none", Words.none());
        var told = new TreeMap<String, String>();
        // When
        words.forEach((caller, ofCaller) -> words.forEach((worker, ofWorker) -> {
            var headers = MultiMap.caseInsensitiveMultiMap()
                    .add("op", "echo.say")
                    .add("workspace", "demo")
                    .add("principal", "git");
            var word = ofCaller.own("git", "demo");
            if (word != null) {
                headers.add("word", word);
            }
            told.put(caller + " calls " + worker, outcome(() -> ofWorker.check(headers)));
            var options = ofCaller.ofNode(new DeliveryOptions(), "n-1");
            var between = options.getHeaders() == null ? MultiMap.caseInsensitiveMultiMap() : options.getHeaders();
            assertThat(outcome(() -> ofWorker.checkNode(between, "n-1")))
                    .isEqualTo(told.get(caller + " calls " + worker));
        }));
        // Then
        var other = "its word is signed with another cluster.secret than this node has";
        var without = "no word of a gateway or a node allows this: whoever calls has no cluster.secret";
        var alone = "this node has no cluster.secret, and whoever calls has one";
        assertThat(told)
                .containsOnly(
                        entry("one calls one", "OK"),
                        entry("one calls another", other),
                        entry("one calls none", alone),
                        entry("another calls one", other),
                        entry("another calls another", "OK"),
                        entry("another calls none", alone),
                        entry("none calls one", without),
                        entry("none calls another", without),
                        entry("none calls none", "OK"));
    }

    private static String outcome(Runnable check) {
        try {
            check.run();
            return "OK";
        } catch (Failure refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
            return refused.getMessage();
        }
    }

    @Test
    void aWordThatWasChangedIsRefused() {
        // Given
        var word = word(words, "demo", Long.MAX_VALUE, "echo.hear");
        int border = word.indexOf('.');
        var json = new String(Base64.getUrlDecoder().decode(word.substring(0, border)), StandardCharsets.UTF_8);
        var more = json.replace("echo.hear", "*").getBytes(StandardCharsets.UTF_8);
        // When
        var forged = Base64.getUrlEncoder().withoutPadding().encodeToString(more) + word.substring(border);
        // Then
        for (var text : List.of(forged, "", ".", "not base64!.x", word.substring(0, border))) {
            assertThat(failureOf(say(text)).code()).as(text).isEqualTo(ErrorCode.FORBIDDEN);
        }
        assertThat(handled).hasValue(0);
    }

    @Test
    void aRawMessageWithoutAWordIsRefused() {
        // Given
        var headers = new DeliveryOptions()
                .addHeader("op", "echo.say")
                .addHeader("workspace", "demo")
                .addHeader("principal", "owner");
        // When
        var reply = await(node.vertx()
                .eventBus()
                .<Buffer>request("trestle.echo@" + node.id(), Buffer.buffer("{\"text\":\"x\",\"times\":1}"), headers));
        // Then
        assertThat(reply.headers().get("error")).isEqualTo("FORBIDDEN");
        assertThat(handled).hasValue(0);
    }

    @Test
    void nothingIsCancelledWithoutAWord() {
        // Given
        var begun = Promise.<Call>promise();
        await(Operations.of(node, "slow", Set.of("demo"))
                .serve(SLOW, (say, call) -> {
                    begun.complete(call);
                    return Promise.<Said>promise().future();
                })
                .start());
        var caller = Caller.of("ada", HOUR).vouched(word(words, "demo", Long.MAX_VALUE, "slow.*"));
        node.calls("test").call(SLOW, DEMO, SAY, caller);
        var call = await(begun.future());
        var cancel = new DeliveryOptions().addHeader("cancel", caller.call());
        // When
        var reply =
                await(node.vertx().eventBus().<Buffer>request("trestle.slow@" + node.id(), Buffer.buffer(), cancel));
        // Then
        assertThat(reply.headers().get("error")).isEqualTo("FORBIDDEN");
        assertThat(call.cancelled()).isFalse();
        var cancelled = Promise.<Void>promise();
        call.onCancel(cancelled::complete);
        node.calls("gateway").cancel(SLOW.name(), DEMO, caller.call());
        await(cancelled.future());
    }

    @Test
    void nothingIsPublishedWithoutAWordForThatTopic() {
        // Given
        await(Publications.serve(node, one -> Future.succeededFuture(new Position("e", 1))));
        var bus = node.vertx().eventBus();
        var adas = word(words, "other", Long.MAX_VALUE, "topic.*");
        var options = new DeliveryOptions()
                .addHeader("topic", "workspace/demo/diagnostics")
                .addHeader("event", "x")
                .addHeader("principal", "ada");
        // When
        var raw = await(bus.<Buffer>request("trestle.publish", Buffer.buffer("1"), options));
        var elsewhere = await(bus.<Buffer>request(
                "trestle.publish", Buffer.buffer("1"), new DeliveryOptions(options).addHeader("word", adas)));
        // Then
        assertThat(raw.headers().get("error")).isEqualTo("FORBIDDEN");
        assertThat(elsewhere.headers().get("error")).isEqualTo("FORBIDDEN");
        assertThat(await(node.publisher("linter").publish("workspace/demo/diagnostics", "x", 1)))
                .isEqualTo(new Position("e", 1));
        assertThat(await(node.publisher("linter").publish("topic/x", "x", 1))).isEqualTo(new Position("e", 1));
    }

    @Test
    void nothingOfATopicIsReadWithoutTheWordOfANode() {
        // Given
        var page = Buffer.buffer("{\"epoch\":\"e\",\"head\":0,\"events\":[]}");
        var asked = new AtomicInteger();
        await(Histories.serve(node, question -> {
            asked.incrementAndGet();
            return Future.succeededFuture(page);
        }));
        var question = Buffer.buffer("{\"topic\":\"topic/x\",\"since\":{\"epoch\":\"-\",\"seq\":0},\"limit\":1}");
        var options = new DeliveryOptions().addHeader("from", node.id());
        // When
        var raw = await(node.vertx().eventBus().<Buffer>request("trestle.history", question, options));
        // Then
        assertThat(raw.headers().get("error")).isEqualTo("FORBIDDEN");
        assertThat(asked).hasValue(0);
        // And
        node.topics().read("topic/x", null, 1);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> asked.get() == 1);
    }

    @Test
    void aWordOfSomebodyElseIsRefused() {
        var adas = word(words, "demo", Long.MAX_VALUE, "*");
        var eve = Caller.of("eve", HOUR).vouched(adas);

        assertThat(failureOf(node.calls("test").call(Echo.SAY, DEMO, SAY, eve)).code())
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aServiceCallsOnInTheNameOfItsCallerAndNoFurtherThanTheyMay() {
        // Given
        var both = Caller.of("ada", HOUR).vouched(word(words, "demo", Long.MAX_VALUE, "echo.*"));
        var one = Caller.of("ada", HOUR)
                .vouched(Words.of("a secret of at least thirty-two bytes", HOUR)
                        .give("x", "demo", () -> new Word("ada", "demo", List.of("echo.hear"), Long.MAX_VALUE)));
        var calls = node.calls("test");
        // When
        var within = await(calls.call(Echo.HEAR, DEMO, new Say("demo", 1), both));
        var elsewhere = failureOf(calls.call(Echo.HEAR, DEMO, new Say("other", 1), both));
        var beyond = failureOf(calls.call(Echo.HEAR, DEMO, new Say("demo", 1), one));
        // Then
        assertThat(within.principal()).isEqualTo("ada");
        assertThat(elsewhere.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(beyond.code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aWordHoldsNoLongerThanTheBusAllows() {
        // Given
        var brief = Words.of("a secret of at least thirty-two bytes", Duration.ofMillis(1));
        var word = word(brief, "demo", Long.MAX_VALUE, "*");
        // When
        Ends.alone().leave();
        // Then
        assertThat(failureOf(say(word)).code()).isEqualTo(ErrorCode.FORBIDDEN);
    }
}
