package dev.trestle.verticle.git.process;

import dev.trestle.config.GitConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every git is told before its command: git runs what a repository's settings name, and this is where that is switched
 * off. Decision 018 says which is against what. The sandbox is the first layer, this is the second.
 */
final class Policy {

    private static final List<String> FIXED = settings(
            // Programs that settings name.
            "core.fsmonitor=false",
            "core.pager=cat",
            "core.askPass=",
            "core.alternateRefsCommand=true",
            "credential.helper=",
            "gpg.program=false",
            "gpg.ssh.program=false",
            "gpg.x509.program=false",
            "commit.gpgSign=false",
            "tag.gpgSign=false",
            "push.gpgSign=false",
            "log.showSignature=false",
            "merge.verifySignatures=false",
            "gc.auto=0",
            "maintenance.auto=false",
            // Repositories that lie in others.
            "safe.bareRepository=explicit",
            "submodule.recurse=false",
            "fetch.recurseSubmodules=false",
            "push.recurseSubmodules=no",
            // How it speaks.
            "color.ui=false",
            "core.quotePath=false",
            "core.commentChar=#",
            "commit.verbose=false",
            "i18n.logOutputEncoding=UTF-8",
            "i18n.commitEncoding=UTF-8",
            "diff.noprefix=false",
            "diff.mnemonicPrefix=false",
            "diff.interHunkContext=0",
            "diff.suppressBlankEmpty=false",
            "diff.orderFile=/dev/null",
            "log.follow=false",
            "log.mailmap=false",
            "status.showUntrackedFiles=normal",
            "advice.detachedHead=false");

    private static final List<String> NO_HOOKS = settings("core.hooksPath=/dev/null");

    /** What of this process's variables one that speaks to others needs: agents of keys, proxies, whom to trust. */
    private static final Set<String> FOR_REMOTES = Set.of(
            "HOME",
            "SSH_AUTH_SOCK",
            "https_proxy",
            "HTTPS_PROXY",
            "no_proxy",
            "NO_PROXY",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR");

    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final String SSH = "ssh -oBatchMode=yes -oConnectTimeout=30 -oPermitLocalCommand=no";

    private final GitConfig config;
    private final Map<String, String> worker;
    private final Own own;

    Policy(GitConfig config, Map<String, String> worker, Own own) {
        this.config = config;
        this.worker = worker;
        this.own = own;
    }

    private static List<String> settings(String... all) {
        var words = new ArrayList<String>();
        for (var setting : all) {
            words.add("-c");
            words.add(setting);
        }
        return List.copyOf(words);
    }

    /** The words between {@code git} and the command. */
    List<String> words(Purpose purpose, boolean bare) {
        var words = new ArrayList<>(FIXED);
        if (purpose == Purpose.READ || !config.hooks()) {
            words.addAll(NO_HOOKS);
        }
        if (bare) {
            words.add("--git-dir=.");
        }
        return words;
    }

    /** All of the variables. */
    Map<String, String> variables(Purpose purpose, Path top) {
        var variables = new HashMap<String, String>();
        variables.put("PATH", worker.getOrDefault("PATH", SYSTEM_PATH));
        variables.put("HOME", own.home().toString());
        variables.put("LC_ALL", "C");
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_CONFIG_GLOBAL", own.settings().toString());
        variables.put("GIT_ATTR_NOSYSTEM", "1");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GIT_EDITOR", "true");
        variables.put("GIT_SEQUENCE_EDITOR", "true");
        variables.put("GIT_MERGE_AUTOEDIT", "no");
        variables.put("GIT_ALLOW_PROTOCOL", protocols(purpose));
        variables.put("GIT_ASKPASS", "false");
        variables.put("SSH_ASKPASS", "false");
        variables.put("GIT_SSH_VARIANT", "ssh");
        variables.put("GIT_SSH_COMMAND", purpose == Purpose.REMOTE ? SSH : "false");
        if (purpose == Purpose.READ) {
            variables.put("GIT_OPTIONAL_LOCKS", "0");
        } else if (purpose == Purpose.REMOTE) {
            FOR_REMOTES.stream().filter(worker::containsKey).forEach(name -> variables.put(name, worker.get(name)));
        }
        if (top != null) {
            variables.put("GIT_WORK_TREE", top.toString());
            variables.put("GIT_CEILING_DIRECTORIES", String.valueOf(top.getParent()));
        }
        return variables;
    }

    /** Which transports there are, whatever the settings of the repository say. */
    private String protocols(Purpose purpose) {
        if (purpose != Purpose.REMOTE) {
            return "none";
        }
        return config.allowFileTransport() ? "https:ssh:file" : "https:ssh";
    }
}
