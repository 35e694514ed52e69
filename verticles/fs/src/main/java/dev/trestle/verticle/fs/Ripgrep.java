package dev.trestle.verticle.fs;

import dev.trestle.config.FsSearchConfig;
import dev.trestle.wire.Search.Query;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ripgrep of this machine, which is asked for one thing: which of these files have a matching line. What it says is
 * believed of no file that it was not asked about, and every match comes from our own look at the file: it can make a search
 * faster and never change it, nor lead out of the workspace. Where it fails, all files are looked at.
 *
 * <p>It gets nothing from a client or from a workspace as an option: the pattern comes through its input, the files as
 * {@code ./path}, and its settings from nowhere.
 */
final class Ripgrep {

    /** What in a regular expression means more in RE2 than in ripgrep, where letters are those of Unicode. */
    private static final Pattern WIDER = Pattern.compile("\\\\[WDSPpAz]|\\[\\^|\\[:\\^|\\(\\?[a-zA-Z]*-");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);
    private static final List<String> OPTIONS = List.of(
            "--no-config",
            "--no-messages",
            "--files-with-matches",
            "--null",
            "--color=never",
            "--no-mmap",
            "--text",
            "--crlf",
            "--file=-");

    private final Path program;

    private Ripgrep(Path program) {
        this.program = program;
    }

    /**
     * The one that the setting names.
     *
     * @return {@code null} when there is none
     * @throws IllegalArgumentException when it must be there and is not
     */
    static Ripgrep of(String setting) {
        if (setting.equals(FsSearchConfig.OFF)) {
            return null;
        } else if (setting.equals(FsSearchConfig.AUTO)) {
            var path = System.getenv().getOrDefault("PATH", "");
            return Stream.of(path.split(File.pathSeparator))
                    .filter(folder -> folder.startsWith("/"))
                    .map(folder -> Path.of(folder, "rg"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(Ripgrep::new)
                    .orElse(null);
        } else if (!Files.isExecutable(Path.of(setting))) {
            throw new IllegalArgumentException("fs.search.ripgrep must be a program that is there, not " + setting);
        }
        return new Ripgrep(Path.of(setting));
    }

    /** A sieve for files of {@code root}. */
    Sieve sieve(Query query, Root root, Stop stop) {
        if (query.regex() && WIDER.matcher(query.query()).find()) {
            return Sieve.NONE;
        }
        return paths -> sift(query, root, stop, paths);
    }

    private List<String> sift(Query query, Root root, Stop stop, List<String> paths) throws IOException {
        var worth = new ArrayList<String>();
        var asked = new HashSet<String>();
        for (var path : paths) {
            // Java writes arguments as the locale has it, which may have ASCII alone.
            if (path.chars().allMatch(c -> c < 0x80)) {
                asked.add(path);
            } else {
                worth.add(path);
            }
        }
        if (asked.isEmpty()) {
            return worth;
        }
        var output = run(query, root, stop, asked);
        if (output == null) {
            return paths;
        }
        Arrays.stream(output.split("\0"))
                .map(path -> path.substring(Math.min(2, path.length())))
                .filter(asked::contains)
                .forEach(worth::add);
        return worth;
    }

    /** What it says, {@code null} when it failed. */
    private String run(Query query, Root root, Stop stop, Iterable<String> paths) throws IOException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(OPTIONS);
        command.add(query.caseSensitive() ? "--case-sensitive" : "--ignore-case");
        command.add(query.regex() ? "--regex-size-limit=100M" : "--fixed-strings");
        command.add("--");
        paths.forEach(path -> command.add("./" + path));
        var builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.directory(root.top().pathForOthers().toFile());
        var process = stop.start(builder);
        try (var output = process.getInputStream()) {
            write(process, query.regex() ? withoutBorders(query.query()) : query.query());
            var said = new String(output.readAllBytes(), StandardCharsets.US_ASCII);
            int status = process.waitFor();
            stop.check();
            return status > 1 ? null : said;
        } catch (IOException killed) {
            stop.check();
            throw killed;
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        } finally {
            process.destroyForcibly();
        }
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
