package dev.trestle.gateway.dialect.devex;

import dev.trestle.wire.Default;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Range;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What clients of devex say, a record for the data of each event. */
final class Requests {

    /** Asks for what is in a directory. */
    record Directory(@Default("") String dir) {}

    /** About one file or directory. */
    record File(String path) {}

    /**
     * A change of a file.
     *
     * @param patch in the text form of diff-match-patch
     */
    record Update(String path, String patch) {}

    /** A whole file. */
    record Upload(
            String path, String content, @Default("utf8") Fs.Encoding encoding) {}

    /** Another name. */
    record Rename(String oldPath, String newPath) {}

    /** A copy; without a target, of whatever is pasted next. */
    record Copy(String sourcePath, @Nullable String targetPath) {}

    /** What is pasted next moves. */
    record Cut(String sourcePath) {}

    /** Where to. */
    record Paste(@Default("") String targetPath) {}

    /** About a terminal, or a new one. */
    record Terminal(@Nullable String sessionId) {}

    /** What is typed. */
    record Input(String data, String sessionId) {}

    /** The size of the window of a terminal, of none that is there yet when it has no name. */
    record Resize(
            @Range(min = 1, max = 1000) int cols,
            @Range(min = 1, max = 1000) int rows,
            @Nullable String sessionId) {}

    private static final Map<String, String> NAMES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        Arrays.stream(Requests.class.getDeclaredClasses())
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .forEach(name -> NAMES.put(name, name));
    }

    private Requests() {}

    /** The same data with the names of the records: clients write {@code Dir} and {@code dir}, which is one in Go. */
    static Object named(Object data) {
        if (!(data instanceof Map<?, ?> members)) {
            return data;
        }
        var named = new HashMap<String, Object>();
        members.forEach((name, value) -> named.put(NAMES.getOrDefault(name, (String) name), value));
        return named;
    }
}
