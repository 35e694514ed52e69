package dev.trestle.verticle.git.remote;

import dev.trestle.verticle.git.process.Askpass;
import dev.trestle.verticle.git.process.GitProgram;
import dev.trestle.verticle.git.process.Talk;
import dev.trestle.wire.GitRemote.Answer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** What one git that speaks to others is told and tells: its progress, and who we are, which a client is asked once. */
final class Conversation implements AutoCloseable {

    private static final Pattern QUESTION = Pattern.compile("(Username|Password) for '(.*)':? *");
    private static final Pattern USER = Pattern.compile("(://)[^/@]*@");
    private static final String ANYBODY = "git";

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Askpass askpass;
    private final Progress progress;
    private Answer known;

    /** @param asking asks a client about an address, with git's own prompt */
    Conversation(GitProgram git, Progress progress, Asking asking) throws IOException {
        this.progress = progress;
        BiFunction<String, String, Answer> client = (url, prompt) -> asking.ask(url, prompt, end);
        askpass = new Askpass(git, prompt -> answer(prompt, client));
    }

    /** Asks a client; blocks. */
    interface Asking {
        Answer ask(String url, String prompt, CompletableFuture<Void> end);
    }

    private String answer(String prompt, BiFunction<String, String, Answer> client) {
        var question = QUESTION.matcher(prompt);
        if (!question.lookingAt()) {
            return null;
        }
        if (known == null) {
            known = client.apply(USER.matcher(question.group(2)).replaceFirst("$1"), prompt.strip());
        }
        if (known == null || known.secret() == null) {
            return null;
        }
        var name = known.username() == null ? ANYBODY : known.username();
        return question.group(1).equals("Password") ? known.secret() : name;
    }

    Talk talk() {
        return askpass.talk(progress);
    }

    @Override
    public void close() throws IOException {
        end.complete(null);
        askpass.close();
    }
}
