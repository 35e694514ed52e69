package dev.trestle.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.wire.Fs;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamsTest {

    private record Everything(
            int small, Long large, boolean truth, Fs.Encoding encoding, List<String> names, Map<String, String> map) {}

    private static final Operation<Everything, Everything> EVERYTHING =
            new Operation<>("test.everything", Everything.class, Everything.class, "Takes one of each type.");

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    fs.read        | path=a.txt                 | {"path":"a.txt"}
                    fs.read        | path=7                     | {"path":"7"}
                    fs.read        | path=                      | {"path":""}
                    fs.read        | path=a=b                   | {"path":"a=b"}
                    fs.read        | offset=7                   | {"offset":7}
                    fs.read        | length=9007199254740991    | {"length":9007199254740991}
                    fs.read        | encoding=base64            | {"encoding":"base64"}
                    fs.list        | hidden=false               | {"hidden":false}
                    fs.read        | workspace=demo             | {"workspace":"demo"}
                    fs.read        | path:="a"                  | {"path":"a"}
                    fs.read        | length:=null               | {"length":null}
                    fs.patch       | patch=@@ -1 +1 @@          | {"patch":"@@ -1 +1 @@"}
                    fs.patch       | patch=12                   | {"patch":"12"}
                    fs.patch       | patch=[{"newText":"x"}]    | {"patch":[{"newText":"x"}]}
                    session.cancel | id=7                       | {"id":7}
                    session.cancel | id=seven                   | {"id":"seven"}
                    lint.run       | level=7                    | {"level":"7"}
                    lint.run       | level:=7                   | {"level":7}
                    lint.run       | rules:={"a":[1.50,true]}   | {"rules":{"a":[1.50,true]}}
                    """)
    void typesAValueAsTheOperationWantsIt(String operation, String argument, String params) {
        assertThat(of(Protocol.operation(operation), operation, argument)).isEqualTo(params);
    }

    @Test
    void typesEachComponentOfARecord() {
        // When
        var params = of(
                Optional.of(EVERYTHING),
                "test.everything",
                "small=-1",
                "large=2",
                "truth=true",
                "encoding=utf8",
                "names=[\"a\"]",
                "map={\"k\":\"v\"}");
        // Then
        assertThat(params)
                .isEqualTo("{\"small\":-1,\"large\":2,\"truth\":true,\"encoding\":\"utf8\","
                        + "\"names\":[\"a\"],\"map\":{\"k\":\"v\"}}");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    fs.read | pth=a         | fs.read has no pth; it takes path, offset, length, encoding, workspace
                    fs.read | pth:=1        | fs.read has no pth; it takes path, offset, length, encoding, workspace
                    session.ping | path=a   | session.ping has no path; it takes workspace
                    fs.read | length=many   | length must be an integer, not "many"
                    fs.read | length=1.5    | length must be an integer, not "1.5"
                    fs.list | hidden=yes    | hidden must be true or false, not "yes"
                    fs.read | path:=a       | path must be JSON, not "a"
                    fs.read | path:=        | path must be JSON, not ""
                    fs.read | path:="a" "b" | path must be JSON, not ""a" "b""
                    """)
    void refusesWhatDoesNotFit(String operation, String argument, String sentence) {
        assertThatThrownBy(() -> of(Protocol.operation(operation), operation, argument))
                .isInstanceOf(CommandException.class)
                .hasMessage(sentence);
    }

    @Test
    void refusesAKeyThatIsGivenTwice() {
        assertThatThrownBy(() -> of(Protocol.operation("fs.read"), "fs.read", "path=a", "path=b"))
                .hasMessage("path is given twice; keep one");
    }

    @ParameterizedTest
    @CsvSource({"path", "=a", ":=a", "''"})
    void refusesAnArgumentWithoutAKey(String argument) {
        assertThatThrownBy(() -> Argument.parse(argument))
                .hasMessage("an argument must be key=value or key:=json, not \"" + argument + "\"");
    }

    private static String of(Optional<Operation<?, ?>> row, String operation, String... arguments) {
        var parsed = Arrays.stream(arguments).map(Argument::parse).toList();
        return Params.of(operation, row, parsed).toString();
    }
}
