package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trestle.wire.CallId;
import dev.trestle.wire.Empty;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import dev.trestle.wire.Session;
import dev.trestle.wire.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Wire} writes, and that every sample of the contract survives the way through it. */
class WireEncodeTest {

    private static final Path SAMPLES = Path.of("..", "shared-types", "samples");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void leavesNullsOut() {
        assertThat(encode(new Fs.Read("a", 0, null, Fs.Encoding.AUTO)))
                .isEqualTo("{'path':'a','offset':0,'encoding':'auto'}");
    }

    @Test
    void writesEnumsAsTheirText() {
        assertThat(encode(new Fs.Entry("a", "a", Fs.EntryType.SYMLINK, 1, 2, 3, null, false)))
                .isEqualTo(
                        "{'name':'a','path':'a','type':'symlink','size':1,'modified':2,'mode':3,'gitIgnored':false}");
    }

    @Test
    void writesAUnionAsItsBareValue() {
        assertThat(encode(new Session.Cancel(new CallId.Int(7)))).isEqualTo("{'id':7}");
        assertThat(encode(new Session.Cancel(new CallId.Text("7")))).isEqualTo("{'id':'7'}");
        assertThat(encode(new Fs.Patch("a", new Fs.Change.Diff("@@"), Fs.PatchFormat.DMP, null)))
                .isEqualTo("{'path':'a','patch':'@@','format':'dmp'}");
    }

    @Test
    void writesARecordWithoutMembersAsAnEmptyObject() {
        assertThat(encode(new Empty())).isEqualTo("{}");
    }

    @Test
    void keepsTheNullsOfFreeData() {
        // Given
        var data = new HashMap<String, Object>();
        data.put("a", null);
        // When
        var json = encode(Map.of("data", data));
        // Then
        assertThat(json).isEqualTo("{'data':{'a':null}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "Grüße 👋",
                "\u0000\u001f\u007f\u2028\"\\/",
                "\ud800",
                "\udc00",
                "a\ud83d",
                "\ude00\ud83d"
            })
    void everyStringSurvives(String text) {
        // When
        var json = Wire.encode(new Fs.Stat(text));
        // Then
        assertThat(Wire.decode(json, Fs.Stat.class)).isEqualTo(new Fs.Stat(text));
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(new String(json, StandardCharsets.UTF_8)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleSurvives(String file, Class<?> type) throws IOException {
        // Given
        var sample = Files.readAllBytes(SAMPLES.resolve(file));
        // When
        var json = Wire.encode(Wire.decode(sample, type));
        // Then
        assertThat(JSON.readTree(json)).isEqualTo(JSON.readTree(sample));
    }

    private static Stream<Arguments> samples() {
        return Stream.concat(
                Protocol.OPERATIONS.stream().flatMap(WireEncodeTest::samplesOf),
                Protocol.TOPICS.stream().map(WireEncodeTest::sampleOf));
    }

    private static Stream<Arguments> samplesOf(Operation<?, ?> row) {
        return Stream.of(
                Arguments.of(row.name() + ".request.json", row.request()),
                Arguments.of(row.name() + ".reply.json", row.reply()));
    }

    private static Arguments sampleOf(Topic<?> row) {
        return Arguments.of(row.name() + ".json", row.event());
    }

    private static String encode(Object value) {
        return new String(Wire.encode(value), StandardCharsets.UTF_8).replace('"', '\'');
    }
}
