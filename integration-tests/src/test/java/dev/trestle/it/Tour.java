package dev.trestle.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The blocks of a page that a reader pastes into a shell.
 *
 * <p>A block marked {@code sh} is executed. A block marked {@code text} or {@code json} that follows it directly is what it
 * writes to standard output; there, {@code …} stands for anything within a line.
 */
final class Tour {

    private static final Pattern BLOCK =
            Pattern.compile("(?m)^```sh\\n(.*?)^```\\n(?:```(?:text|json)\\n(.*?)^```\\n)?", Pattern.DOTALL);

    private static final String END_WHAT_STILL_RUNS =
            "trap 'code=$?; for job in $(jobs -p); do kill \"$job\" 2>/dev/null || :; done; exit $code' EXIT\n";

    /**
     * One block.
     *
     * @param output what is expected on standard output, {@code null} when the page does not say
     */
    record Step(String script, String output) {

        /** Whether {@code actual} is what the page shows. */
        boolean matches(String actual) {
            return output == null || Pattern.matches(pattern(output.strip()), actual.strip());
        }

        private static String pattern(String shown) {
            return Arrays.stream(shown.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        }
    }

    private final List<Step> steps = new ArrayList<>();

    /** The steps of {@code markdown} between the heading {@code heading} and the next one. */
    Tour(String markdown, String heading) {
        int start = markdown.indexOf("\n" + heading + "\n");
        if (start < 0) {
            throw new AssertionError("there is no heading: " + heading);
        }
        int end = markdown.indexOf("\n## ", start + 1);
        var blocks = BLOCK.matcher(markdown.substring(start, end < 0 ? markdown.length() : end));
        while (blocks.find()) {
            steps.add(new Step(blocks.group(1), blocks.group(2)));
        }
    }

    List<Step> steps() {
        return steps;
    }

    /** One script of all steps, as in one terminal; the output of step {@code N} goes to the file {@code N.out}. */
    String script(String folder) {
        var script = new StringBuilder(END_WHAT_STILL_RUNS);
        for (int i = 0; i < steps.size(); i++) {
            script.append("{\n").append(steps.get(i).script()).append("} >'" + folder + "/" + i + ".out'\n");
        }
        return script.toString();
    }
}
