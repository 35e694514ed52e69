package dev.trestle.verticle.git.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A command of git and its arguments, as bytes. What a client says goes in by {@link #value} and {@link #paths} alone, at a
 * place where git takes no option.
 */
public final class Command {

    private final Purpose purpose;
    private final List<byte[]> settings = new ArrayList<>();
    private final List<byte[]> arguments = new ArrayList<>();
    private byte[] input = {};
    private boolean literal;

    private Command(Purpose purpose, String... words) {
        this.purpose = purpose;
        with(words);
    }

    /** For {@link Purpose#READ}. */
    public static Command read(String... words) {
        return new Command(Purpose.READ, words);
    }

    /** For {@link Purpose#WRITE}. */
    public static Command write(String... words) {
        return new Command(Purpose.WRITE, words);
    }

    /** For {@link Purpose#REMOTE}. */
    public static Command remote(String... words) {
        return new Command(Purpose.REMOTE, words);
    }

    /** Words of ours. */
    public Command with(String... words) {
        Arrays.stream(words).forEach(this::value);
        return this;
    }

    /** Words of ours, where {@code wanted}. */
    public Command when(boolean wanted, String... words) {
        return wanted ? with(words) : this;
    }

    /** One value, which has been checked. */
    public Command value(String value) {
        arguments.add(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Paths, behind the word that says that nothing but paths follows. */
    public Command paths(Collection<byte[]> paths) {
        literal = true;
        with("--");
        arguments.addAll(paths);
        return this;
    }

    /** A setting for this run, stronger than any of the repository. */
    public Command setting(String name, String value) {
        settings.add((name + "=" + value).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** What git reads. */
    public Command input(byte[] bytes) {
        input = bytes;
        return this;
    }

    /** Paths that git reads, so that there may be as many as a message holds. */
    public Command inputPaths(Collection<byte[]> paths) {
        literal = true;
        with("--pathspec-from-file=-", "--pathspec-file-nul");
        var all = new ByteArrayOutputStream();
        paths.forEach(path -> {
            all.writeBytes(path);
            all.write(0);
        });
        return input(all.toByteArray());
    }

    Purpose purpose() {
        return purpose;
    }

    /** What stands between {@code git} and the end of the command line. */
    List<byte[]> words(List<String> policy) {
        var words = new ArrayList<byte[]>();
        policy.forEach(word -> words.add(word.getBytes(StandardCharsets.UTF_8)));
        settings.forEach(setting -> {
            words.add(new byte[] {'-', 'c'});
            words.add(setting);
        });
        if (literal) {
            // Not for all commands: some speak in patterns with others that they start.
            words.add("--literal-pathspecs".getBytes(StandardCharsets.UTF_8));
        }
        words.addAll(arguments);
        return words;
    }

    byte[] input() {
        return input;
    }

    /** The command's name, for messages. */
    public String name() {
        return new String(arguments.get(0), StandardCharsets.UTF_8);
    }
}
