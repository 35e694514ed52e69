package dev.trestle.verticle.agent.backend;

import dev.trestle.bus.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Long texts, made short without cutting a character in two. */
public final class Text {

    private Text() {}

    /** {@code text} in pieces of at most {@code most} UTF-16 units. */
    public static List<String> pieces(String text, int most) {
        var pieces = new ArrayList<String>();
        int start = 0;
        while (text.length() - start > most) {
            int end = border(text, start + most);
            pieces.add(text.substring(start, end));
            start = end;
        }
        pieces.add(text.substring(start));
        return pieces;
    }

    /** {@code text}, or its beginning and how long it is. */
    public static String shortened(String text, int most) {
        return text == null || text.length() <= most
                ? text
                : text.substring(0, border(text, most)) + "… (" + text.length() + " characters)";
    }

    /** {@code json} with every text in it shortened; the beginning of its text where it is large all the same. */
    public static Object fitting(Object json, int most) {
        var cut = shortened(json, most);
        var text = cut == null ? "" : new String(Wire.encode(cut), StandardCharsets.UTF_8);
        return text.length() <= 2 * most ? cut : shortened(text, most);
    }

    private static Object shortened(Object json, int most) {
        if (json instanceof String text) {
            return shortened(text, most);
        } else if (json instanceof Map<?, ?> members) {
            var cut = new LinkedHashMap<String, Object>();
            members.forEach((name, value) -> cut.put(String.valueOf(name), shortened(value, most)));
            return cut;
        } else if (json instanceof List<?> items) {
            return items.stream().map(item -> shortened(item, most)).toList();
        }
        return json;
    }

    private static int border(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) && Character.isHighSurrogate(text.charAt(index - 1))
                ? index - 1
                : index;
    }
}
