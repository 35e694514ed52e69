package dev.trestle.verticle.git.remote;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.List;
import java.util.regex.Pattern;

/** Where a repository may be cloned from: what is not listed here is refused. */
final class Address {

    private static final String USER = "(?:[A-Za-z0-9._][A-Za-z0-9._+-]*@)?";
    private static final String HOST = "(?:[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9a-fA-F:.]+])(?::\\d{1,5})?";
    private static final String PATH = "/[^\\s\\p{Cntrl}\\\\]*";

    private static final List<Pattern> REMOTE = List.of(
            Pattern.compile("https://" + USER + HOST + PATH),
            Pattern.compile("ssh://" + USER + HOST + PATH),
            Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._+-]*@[A-Za-z0-9][A-Za-z0-9.-]*:(?![-:])[^\\s\\p{Cntrl}\\\\]+"));

    private static final Pattern FILE = Pattern.compile("file://" + PATH);
    private static final Pattern SECRET = Pattern.compile("[a-z]+://[^/@]*:[^/]*@.*", Pattern.DOTALL);
    private static final int LONGEST = 2048;

    private Address() {}

    /** {@code url}, where it is one that git may be given. */
    static String check(String url, boolean files) {
        if (SECRET.matcher(url).matches()) {
            throw refused("must not hold a password: the remote asks for it by the event credential");
        }
        boolean known = REMOTE.stream().anyMatch(pattern -> pattern.matcher(url).matches());
        boolean file = FILE.matcher(url).matches();
        if (file && !files) {
            throw refused("must not be a folder of the server: git.allowFileTransport is false");
        } else if (!known && !file || url.length() > LONGEST) {
            throw refused("must be https://host/path, ssh://user@host/path or user@host:path");
        }
        return url;
    }

    private static Failure refused(String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "url " + sentence);
    }
}
