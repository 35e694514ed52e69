package dev.trestle.verticle.fs.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Search.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A text is found where a regular expression that says the same finds it. */
class TextPatternTest {

    /** Letters that are folded to others, and such as only Java folds. */
    private static final String[] LETTERS =
            "a,A,k,K,\u212a,s,S,\u017f,i,I,\u0131,\u0130,\u00e9,\ud83c\udf89,.,_, ".split(",");

    private final Random random = new Random(1);

    private String text(int letters, int longest) {
        var text = new StringBuilder();
        for (int i = random.nextInt(longest); i >= 0; i--) {
            text.append(LETTERS[random.nextInt(letters)]);
        }
        return text.toString();
    }

    private static List<String> places(String query, boolean regex, boolean caseSensitive, boolean word, String line) {
        var places = new ArrayList<String>();
        var pattern = TextPattern.of(new Query(query, regex, caseSensitive, word, List.of(), List.of(), 10, false));
        pattern.find(line, new Stop(), (start, end) -> places.add(start + "-" + end));
        return places;
    }

    @Test
    void aTextIsFoundWhereTheSameRegularExpressionIs() {
        int found = 0;
        for (int i = 0; i < 5_000; i++) {
            // Given
            int letters = 2 + random.nextInt(LETTERS.length - 1);
            var query = text(letters, 3);
            var line = text(letters, 12);
            boolean caseSensitive = random.nextBoolean();
            boolean word = random.nextInt(3) == 0;
            // When
            var places = places(query, false, caseSensitive, word, line);
            // Then
            var same = query.replace(".", "\\.");
            assertThat(places)
                    .as("«" + query + "» in «" + line + "», case " + caseSensitive + ", word " + word)
                    .isEqualTo(places(same, true, caseSensitive, word, line));
            found += places.size();
        }
        assertThat(found).isGreaterThan(500);
    }
}
