package dev.trestle.verticle.fs.search;

import dev.trestle.config.ConfigException;
import dev.trestle.config.FsSearchConfig;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.Search.Query;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ripgrep of this machine, which is asked for one thing: which lines are worth a look. It is believed of what it leaves
 * out and of nothing else: every match comes from our own look at a file that our own rules let through, so it can lead
 * neither out of the workspace nor to what is left out there. Where it fails, all files are looked at.
 *
 * <p>It gets little from a client as an option and nothing from a workspace: the pattern comes through its input, names to
 * leave out only if they are plain, and its settings from nowhere.
 */
public final class Ripgrep {

    private static final Logger LOGGER = LoggerFactory.getLogger(Ripgrep.class);

    /** What in a regular expression means more in RE2 than in ripgrep, where letters are those of Unicode. */
    private static final Pattern WIDER = Pattern.compile("\\\\[WDSPpAz]|\\[\\^|\\[:\\^|\\(\\?[a-zA-Z]*-");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);
    /** A glob that says the same to ripgrep. */
    private static final Pattern PLAIN = Pattern.compile("\\*?[\\w.-]*\\w");

    private static final List<String> OPTIONS = List.of(
            "--no-config",
            "--no-messages",
            // What is told of a line: its number.
            "--no-heading",
            "--with-filename",
            "--null",
            "--line-number",
            "--max-columns=1",
            "--color=never",
            // What is text, and a line.
            "--no-mmap",
            "--text",
            "--crlf",
            // Which files.
            "--hidden",
            "--glob=!.git",
            "--no-ignore-global",
            "--no-ignore-dot",
            "--no-ignore-parent",
            "--max-depth=" + (FileWalk.DEEPEST + 1),
            "--file=-");

    private final Path program;

    private Ripgrep(Path program) {
        this.program = program;
    }

    /**
     * The one that the setting names.
     *
     * @return {@code null} when there is none
     * @throws ConfigException when it must be there and is not
     */
    public static Ripgrep of(String setting) {
        if (setting.equals(FsSearchConfig.OFF)) {
            return null;
        } else if (setting.equals(FsSearchConfig.AUTO)) {
            var path = System.getenv().getOrDefault("PATH", "");
            return Stream.of(path.split(File.pathSeparator))
                    .filter(folder -> folder.startsWith("/"))
                    .map(folder -> Path.of(folder, "rg"))
                    .filter(Ripgrep::isProgram)
                    .findFirst()
                    .map(Ripgrep::new)
                    .orElse(null);
        } else if (!isProgram(Path.of(setting))) {
            throw ConfigException.about("fs.search.ripgrep", "must be a program that is there, not " + setting);
        }
        return new Ripgrep(Path.of(setting));
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    /** Starts to look through all of {@code root}; {@code null} where it cannot help. */
    Hints look(Query query, Root root, int maxFileBytes, Stop stop) {
        if (query.regex() && WIDER.matcher(query.query()).find()) {
            return null;
        }
        var builder = new ProcessBuilder(command(query, maxFileBytes));
        builder.environment().clear();
        builder.directory(root.top().pathForOthers().toFile());
        try {
            var process = stop.start(builder);
            write(process, query.regex() ? withoutBorders(query.query()) : query.query());
            return new Hints(process, stop);
        } catch (IOException cause) {
            LOGGER.atWarn().setCause(cause).log("ripgrep does not start, searches go without it");
            return null;
        }
    }

    private List<String> command(Query query, int maxFileBytes) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(OPTIONS);
        command.add("--max-filesize=" + maxFileBytes);
        command.add(query.caseSensitive() ? "--case-sensitive" : "--ignore-case");
        command.add(query.regex() ? "--regex-size-limit=100M" : "--fixed-strings");
        if (query.ignored()) {
            command.add("--no-ignore");
        }
        query.exclude().stream()
                .filter(glob -> PLAIN.matcher(glob).matches())
                .forEach(glob -> command.add("--glob=!" + glob));
        // Without a path it would look into its input.
        command.add("--");
        command.add(".");
        return command;
    }

    private static void write(Process process, String pattern) {
        try (var input = process.getOutputStream()) {
            input.write(pattern.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            // How it ended tells.
        }
    }

    /** Words end elsewhere in RE2, so lines are taken whatever ends there. */
    private static String withoutBorders(String regex) {
        return ESCAPE.matcher(regex)
                .replaceAll(
                        escape -> "bB".contains(escape.group(1)) ? "(?:)" : Matcher.quoteReplacement(escape.group()));
    }
}
