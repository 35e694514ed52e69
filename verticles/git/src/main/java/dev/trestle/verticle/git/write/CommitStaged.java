package dev.trestle.verticle.git.write;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.verticle.git.repository.Work;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.GitWork.Author;
import dev.trestle.wire.GitWork.Commit;
import dev.trestle.wire.GitWork.Committed;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** {@code git.commit}. */
public final class CommitStaged implements OperationHandler<Commit, Committed> {

    private static final Pattern NOTHING =
            Pattern.compile("nothing (added )?to commit|no changes added to commit|would make\\s+it empty");

    private static final Pattern NOBODY = Pattern.compile("tell me who you are|no (name|email) was given|empty ident");

    private final Repositories repositories;

    /** Of these. */
    public CommitStaged(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Future<Committed> handle(Commit request, Call call) {
        var command = command(request);
        return repositories.change(call, request.path(), work -> {
            commit(work, command);
            return committed(work);
        });
    }

    private static Command command(Commit request) {
        var command = Command.write("commit", "--quiet", "--cleanup=whitespace", "--no-gpg-sign")
                .when(request.amend(), "--amend")
                .when(request.signOff(), "--signoff")
                .when(request.allowEmpty(), "--allow-empty");
        if (request.author() != null) {
            author(command, request.author());
        }
        if (request.message() == null) {
            Names.check(request.amend(), "message is required, unless with amend");
            return command.with("--no-edit");
        }
        Names.check(!request.message().isBlank(), "message must not be blank");
        return command.with("--file=-").input(Names.text("message", request.message()));
    }

    /** Who calls makes the commit as well. */
    private static void author(Command command, Author author) {
        for (var part : new String[] {author.name(), author.email()}) {
            Names.line("author", part);
            Names.check(
                    !part.isBlank() && !part.matches(".*[<>].*"), "author must have a name and an address without < >");
        }
        command.setting("user.name", author.name()).setting("user.email", author.email());
        command.value("--author=" + author.name() + " <" + author.email() + ">");
    }

    private static void commit(Work work, Command command) throws IOException {
        var said = work.ask(command);
        var all = said.complaint() + said.text();
        if (said.code() != 0 && NOTHING.matcher(all).find()) {
            throw new Failure(ErrorCode.CONFLICT, "nothing to commit");
        } else if (said.code() != 0 && NOBODY.matcher(all).find()) {
            var sentence = "author is required: neither the repository (user.name, user.email) nor the node (git.name,"
                    + " git.email) says who commits";
            throw new Failure(ErrorCode.INVALID_ARGUMENT, sentence);
        } else if (said.code() != 0) {
            throw work.refusal(command, said);
        }
    }

    /** The id, then the subject, then the names of what changed. */
    private static Committed committed(Work work) throws IOException {
        var command = Command.read("log", "-1", "--format=%H%x00%s%x00", "--no-show-signature")
                .with("-m", "--first-parent", "--name-only", "--no-ext-diff", "--no-textconv", "-z", "HEAD", "--");
        var text = work.run(command).text();
        var parts = text.split("\0", 3);
        int files = (int) Arrays.stream(parts[2].split("\0"))
                .filter(name -> !name.isBlank())
                .count();
        return new Committed(parts[0], parts[1], files);
    }
}
