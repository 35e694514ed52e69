package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trestle.wire.CallId;
import dev.trestle.wire.Default;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Session;
import dev.trestle.wire.TextEdit;
import dev.trestle.wire.Workspaces;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Wire} reads, and with which words it refuses. */
class WireTest {

    record Numbers(
            @Nullable Integer small,
            @Nullable Long large,
            @Nullable List<Integer> list) {}

    record Plain(
            int small,
            long large,
            boolean flag,
            @Default("true") Boolean boxed) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                             | path is required",
                "{'path':null}                  | path is required",
                "{'path':7}                     | path must be a string",
                "{'path':7.5}                   | path must be a string",
                "{'path':true}                  | path must be a string",
                "{'path':{}}                    | path must be a string",
                "{'path':['a']}                 | path must be a string",
                "{'path':'a','depth':'2'}       | depth must be an integer",
                "{'path':'a','depth':''}        | depth must be an integer",
                "{'path':'a','depth':2.5}       | depth must be an integer",
                "{'path':'a','depth':2.0}       | depth must be an integer",
                "{'path':'a','depth':1e400}     | depth must be an integer",
                "{'path':'a','depth':true}      | depth must be an integer",
                "{'path':'a','depth':[2]}       | depth must be an integer",
                "{'path':'a','depth':{}}        | depth must be an integer",
                "{'path':'a','depth':0}         | depth must be between 1 and 64",
                "{'path':'a','depth':65}        | depth must be between 1 and 64",
                "{'path':'a','depth':2147483648}| depth must be between 1 and 64",
                "{'path':'a','depth':123456789012345678901234567890} | depth must be between 1 and 64",
                "{'path':'a','hidden':'true'}   | hidden must be true or false",
                "{'path':'a','hidden':1}        | hidden must be true or false",
                "{'path':'a','hidden':''}       | hidden must be true or false",
                "{'path':'a','path':'b'}        | path is there twice",
                "{'path':null,'path':'b'}       | path is there twice",
                "{'path':'a','path':null}       | path is there twice",
                "[]                             | params must be an object",
                "[{'path':'a'}]                 | params must be an object",
                "'a'                            | params must be an object",
                "7                              | params must be an object",
            })
    void refusesByName(String json, String message) {
        assertThat(refusal(json, Fs.ListFiles.class)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{'path'",
                "{'path':",
                "{'path':'a",
                "{'path':'a'",
                "{'path':'a',}",
                "{'path':a}",
                "{'depth':01,'path':'a'}",
                "{'depth':1e,'path':'a'}",
                "{'depth':NaN,'path':'a'}",
                "{'path':'\\x'}",
                "{'path':'a'}}",
                "{'path':'a'}x",
                "/**/{'path':'a'}",
                "<xml/>",
            })
    void refusesWhatIsNotJson(String json) {
        assertThat(refusal(json, Fs.ListFiles.class)).isEqualTo("params must be one JSON object");
    }

    @Test
    void refusesASecondValueBehindTheFirst() {
        assertThat(refusal("{'path':'a'} {'path':'b'}", Fs.ListFiles.class)).startsWith("params must be ");
    }

    @Test
    void refusesWhatIsNotJsonInsideAList() {
        assertThat(refusal("{'operations':['fs.read','fs", Session.Operations.class))
                .isEqualTo("params must be one JSON object");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        // Given
        var bytes = "{\"path\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        bytes[9] = (byte) 0xff;
        // When
        var failure = catchThrowableOfType(Failure.class, () -> Wire.decode(bytes, Fs.Stat.class));
        // Then
        assertThat(failure).hasMessage("params must be one JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'path':", "{'unknown':", "{'path':'a','unknown':{'x':"})
    void refusesADepthBomb(String start) {
        assertThat(refusal(start + "[".repeat(100_000), Fs.Stat.class))
                .matches("params must be one JSON object|path must be a string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'small':2147483648}            | small is out of range",
                "{'large':9223372036854775808}   | large is out of range",
                "{'large':-9223372036854775809}  | large is out of range",
                "{'list':[1,2147483648]}         | list[1] is out of range",
                "{'list':[1,'2']}                | list[1] must be an integer",
                "{'list':1}                      | list must be an array",
                "{'list':''}                     | list must be an array",
            })
    void refusesNumbersBeyondTheirTypeByName(String json, String message) {
        assertThat(refusal(json, Numbers.class)).isEqualTo(message);
    }

    @Test
    void aNumberOfTwoThousandDigitsIsRefusedAndNotComputed() {
        assertThat(refusal("{'small':" + "9".repeat(2_000) + "}", Numbers.class))
                .matches("params must be one JSON object|small is out of range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'utf16'", "'UTF8'", "''", "0", "true", "{}", "['utf8']"})
    void anUnknownEnumConstantIsAnsweredWithTheKnownOnes(String value) {
        assertThat(refusal("{'path':'a','encoding':" + value + "}", Fs.Read.class))
                .isEqualTo("encoding must be one of utf8, base64, auto");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[E,{'range':{'start':{'line':'0','character':0},'end':P},'newText':''}] | [1].range.start.line must be an integer",
                "[{'range':{'start':P,'end':{'line':0}},'newText':''}]       | [0].range.end.character is required",
                "[{'range':{'start':P,'end':{'line':-1,'character':0}},'newText':''}] | [0].range.end.line must be between 0 and 2147483647",
                "[{'range':[],'newText':''}]     | [0].range must be an object",
                "[E,{'range':R}]                 | [1].newText is required",
                "[E,null]                        | [1] must not be null",
                "[E,'x']                         | [1] must be an object",
                "7                               | ` must be a string or an array`",
                "{}                              | ` must be a string or an array`",
                "true                            | ` must be a string or an array`",
            })
    void theMessageNamesTheWayToTheField(String patch, String message) {
        // Given
        var json = "{'path':'a','format':'edits','patch':" + patch + "}";
        var full = json.replace("E", "{'range':R,'newText':''}")
                .replace("R", "{'start':P,'end':P}")
                .replace("P", "{'line':0,'character':0}");
        // When
        var refusal = refusal(full, Fs.Patch.class);
        // Then
        assertThat(refusal).isEqualTo("patch" + message);
    }

    @Test
    void aListWithANullElementIsRefused() {
        assertThat(refusal("{'operations':['fs.read',null]}", Session.Operations.class))
                .isEqualTo("operations[1] must not be null");
        assertThat(refusal("{'workspaces':[null]}", Workspaces.Listing.class))
                .isEqualTo("workspaces[0] must not be null");
    }

    @Test
    void nullIsTheSameAsAbsent() {
        assertThat(decode("{'path':'a','depth':null,'limit':null,'cursor':null,'hidden':null}", Fs.ListFiles.class))
                .isEqualTo(decode("{'path':'a'}", Fs.ListFiles.class))
                .isEqualTo(new Fs.ListFiles("a", 1, 1000, null, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", " {} "})
    void noParametersReadAsAnEmptyObject(String json) {
        assertThat(decode(json, Empty.class)).isEqualTo(new Empty());
        assertThat(Wire.decode(Buffer.buffer(json), Empty.class)).isEqualTo(new Empty());
        assertThat(refusal(json, Fs.Stat.class)).isEqualTo("path is required");
    }

    @Test
    void unknownMembersAreIgnored() {
        assertThat(decode("{'x':{'path':[1,{'y':2}]},'path':'a','z':null,'z':1}", Fs.Stat.class))
                .isEqualTo(new Fs.Stat("a"));
    }

    @Test
    void theLimitsOfAllTypesAreRead() {
        assertThat(decode("{'small':-2147483648,'large':9223372036854775807,'flag':false}", Plain.class))
                .isEqualTo(new Plain(Integer.MIN_VALUE, Long.MAX_VALUE, false, true));
    }

    @Test
    void aCallIdKeepsItsType() {
        assertThat(decode("{'id':7}", Session.Cancel.class)).isEqualTo(new Session.Cancel(new CallId.Int(7)));
        assertThat(decode("{'id':'7'}", Session.Cancel.class)).isEqualTo(new Session.Cancel(new CallId.Text("7")));
    }

    @ParameterizedTest
    @CsvSource({
        "7.0, id must be a string or an integer",
        "[], id must be a string or an integer",
        "true, id must be a string or an integer",
        "null, id is required",
        "9223372036854775808, id is out of range",
    })
    void aCallIdOfAnotherKindIsRefused(String id, String message) {
        assertThat(refusal("{'id':" + id + "}", Session.Cancel.class)).isEqualTo(message);
    }

    @Test
    void aChangeIsTextOrEdits() {
        // Given
        var at = new TextEdit.Position(0, 1);
        var edits = new Fs.Change.Edits(List.of(new TextEdit(new TextEdit.Span(at, at), "x")));
        var json =
                new String(Wire.encode(new Fs.Patch("a", edits, Fs.PatchFormat.EDITS, null)), StandardCharsets.UTF_8);
        // When
        var patch = Wire.decode(Buffer.buffer(json), Fs.Patch.class);
        // Then
        assertThat(patch.patch()).isEqualTo(edits);
        assertThat(decode("{'path':'a','format':'unified','patch':'@@'}", Fs.Patch.class)
                        .patch())
                .isEqualTo(new Fs.Change.Diff("@@"));
    }

    private static <T> T decode(String json, Class<T> type) {
        return Wire.decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), type);
    }

    private static String refusal(String json, Class<?> type) {
        var failure = catchThrowableOfType(Failure.class, () -> decode(json, type));
        assertThat(failure).as(json).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure.getMessage()).doesNotContain("java", "trestle", "jackson", "Class", "$");
        return failure.getMessage();
    }
}
