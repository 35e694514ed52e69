package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PROTOCOL §3 and §6: a field that is missing, of the wrong type or out of range is named. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class ProtocolWalkArgumentsIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "path     | fs.list   | {}",
                "path     | fs.stat   | {}",
                "path     | fs.read   | {\"path\":null}",
                "path     | fs.write  | {\"content\":\"\"}",
                "content  | fs.write  | {\"path\":\"a\"}",
                "path     | fs.patch  | {\"patch\":[],\"format\":\"edits\"}",
                "patch    | fs.patch  | {\"path\":\"a\",\"format\":\"edits\"}",
                "format   | fs.patch  | {\"path\":\"a\",\"patch\":[]}",
                "path     | fs.mkdir  | {}",
                "path     | fs.delete | {}",
                "from     | fs.move   | {\"to\":\"a\"}",
                "to       | fs.move   | {\"from\":\"a\"}",
                "from     | fs.copy   | {\"to\":\"a\"}",
                "to       | fs.copy   | {\"from\":\"a\"}",
                "range    | fs.patch  | {\"path\":\"a\",\"format\":\"edits\",\"patch\":[{\"newText\":\"\"}]}",
                "token    | session.authenticate | {}",
                "id       | session.cancel       | {}"
            })
    void aMissingFieldIsNamed(String field, String operation, String params, Desk desk) {
        isRefusedByName(desk, operation, params, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "path      | fs.stat  | {\"path\":7}",
                "path      | fs.stat  | {\"path\":[\"a\"]}",
                "path      | fs.stat  | {\"path\":true}",
                "depth     | fs.list  | {\"path\":\"/\",\"depth\":\"1\"}",
                "depth     | fs.list  | {\"path\":\"/\",\"depth\":1.5}",
                "limit     | fs.list  | {\"path\":\"/\",\"limit\":{}}",
                "hidden    | fs.list  | {\"path\":\"/\",\"hidden\":\"yes\"}",
                "hidden    | fs.list  | {\"path\":\"/\",\"hidden\":1}",
                "cursor    | fs.list  | {\"path\":\"/\",\"cursor\":1}",
                "offset    | fs.read  | {\"path\":\"a\",\"offset\":\"0\"}",
                "content   | fs.write | {\"path\":\"a\",\"content\":{}}",
                "patch     | fs.patch | {\"path\":\"a\",\"format\":\"edits\",\"patch\":7}",
                "character | fs.patch | {\"path\":\"a\",\"format\":\"edits\",\"patch\":[{\"newText\":\"\",\"range\":"
                        + "{\"start\":{\"line\":0},\"end\":{\"line\":0,\"character\":0}}}]}"
            })
    void aFieldOfTheWrongTypeIsNamed(String field, String operation, String params, Desk desk) {
        isRefusedByName(desk, operation, params, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "depth     | fs.list  | {\"path\":\"/\",\"depth\":0}",
                "depth     | fs.list  | {\"path\":\"/\",\"depth\":65}",
                "depth     | fs.list  | {\"path\":\"/\",\"depth\":4294967297}",
                "limit     | fs.list  | {\"path\":\"/\",\"limit\":0}",
                "limit     | fs.list  | {\"path\":\"/\",\"limit\":10001}",
                "offset    | fs.read  | {\"path\":\"a\",\"offset\":-1}",
                "offset    | fs.read  | {\"path\":\"a\",\"offset\":9223372036854775808}",
                "length    | fs.read  | {\"path\":\"a\",\"length\":-1}",
                "line      | fs.patch | {\"path\":\"a\",\"format\":\"edits\",\"patch\":[{\"newText\":\"\",\"range\":"
                        + "{\"start\":{\"line\":-1,\"character\":0},\"end\":{\"line\":0,\"character\":0}}}]}"
            })
    void aNumberOutOfRangeIsNamed(String field, String operation, String params, Desk desk) {
        isRefusedByName(desk, operation, params, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "encoding | fs.read  | {\"path\":\"a\",\"encoding\":\"utf-16\"}",
                "encoding | fs.read  | {\"path\":\"a\",\"encoding\":\"UTF8\"}",
                "encoding | fs.read  | {\"path\":\"a\",\"encoding\":0}",
                "encoding | fs.write | {\"path\":\"a\",\"content\":\"\",\"encoding\":\"\"}",
                "format   | fs.patch | {\"path\":\"a\",\"patch\":[],\"format\":\"diff\"}"
            })
    void anUnknownWordIsRefusedWithTheKnownOnes(String field, String operation, String params, Desk desk) {
        // When
        var message = isRefusedByName(desk, operation, params, field);
        // Then
        assertThat(message)
                .contains(field.equals("format") ? List.of("dmp", "unified", "edits") : List.of("utf8", "base64"));
    }

    @ParameterizedTest
    @CsvSource({"fs.nothing", "fs", "nothing", "FS.READ", "fs.read.more", "'fs.read '", "''", "rpc.discover", "🎈"})
    void anOperationThatIsNotThereAnswersUnknownOperation(String operation, Desk desk) {
        // When
        var error = desk.client().error(operation, "path", "/");
        // Then
        assertThat(error.get("code").asInt()).isEqualTo(-32601);
        assertThat(error.at("/data/code").asText()).isEqualTo("UNKNOWN_OPERATION");
    }

    private static String isRefusedByName(Desk desk, String operation, String params, String field) {
        var frame = "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"" + operation + "\",\"params\":" + params + "}";
        var error = desk.client().exchange(frame).get("error");
        assertThat(error.get("code").asInt()).isEqualTo(-32602);
        assertThat(error.at("/data/code").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.get("message").asText()).contains(field).doesNotContain("dev.trestle", "java", "jackson");
        return error.get("message").asText();
    }
}
