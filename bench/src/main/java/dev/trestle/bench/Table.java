package dev.trestle.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A table in Markdown, row by row. */
final class Table {

    private final StringBuilder text = new StringBuilder();

    Table(String... titles) {
        row(titles);
        row(Collections.nCopies(titles.length, "---").toArray(String[]::new));
    }

    void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** {@code numbers} by {@code format}, side by side. */
    static String numbers(String format, double... numbers) {
        return String.join(
                " / ",
                Arrays.stream(numbers)
                        .mapToObj(number -> String.format(Locale.ROOT, format, number))
                        .toList());
    }

    /** The one in the middle. */
    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
