package dev.trestle.bus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Protocol;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs {@link Word}s, and checks them in the worker against the call they came with. All nodes that share a bus share the
 * secret. May be used from any thread.
 *
 * <p>On the wire a word is {@code base64url(JSON) . base64url(HMAC-SHA256(secret, the first part))}. Both sides remember
 * what they have signed and checked, so a call costs a look-up.
 */
public final class Words {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int REMEMBERED = 10_000;

    /** What the word of a node allows, and no client's: it is no operation. */
    private static final String BETWEEN_NODES = "node";

    private record Holder(Object who, String workspace) {}

    private final SecretKeySpec key;
    private final long holdsMs;
    private final Cache<Holder, String> given;
    private final Cache<String, Word> checked;

    private Words(SecretKeySpec key, Duration holds) {
        this.key = key;
        this.holdsMs = holds.toMillis();
        this.given = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(holds.dividedBy(4))
                .build();
        this.checked = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    }

    /** Whoever reaches the bus is believed: nothing is signed, and nothing is checked. */
    public static Words none() {
        return new Words(null, Duration.ofHours(1));
    }

    /** Signs with {@code secret} what holds for {@code holds} at most. */
    public static Words of(String secret, Duration holds) {
        return new Words(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM), holds);
    }

    /** Signs with a secret that nobody else has: for a bus that is shared with nobody. */
    public static Words alone(Duration holds) {
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new Words(new SecretKeySpec(secret, ALGORITHM), holds);
    }

    /**
     * The word for {@code who}, which stands for a principal and all they may do, in {@code workspace}; made by
     * {@code making} where none is remembered. {@code null} when words are not used.
     */
    public String give(Object who, String workspace, Supplier<Word> making) {
        return key == null ? null : given.get(new Holder(who, workspace), holder -> sign(making.get()));
    }

    /** The word of a service of this node that calls on its own account. */
    String own(String service, String workspace) {
        return give(service, workspace, () -> new Word(service, workspace, List.of("*"), Long.MAX_VALUE));
    }

    /**
     * Has a message that nodes tell each other say that it is one, and from {@code node}.
     *
     * @see #checkNode
     */
    DeliveryOptions ofNode(DeliveryOptions options, String node) {
        var word = give(node, Offer.ANY, () -> new Word(node, Offer.ANY, List.of(BETWEEN_NODES), Long.MAX_VALUE));
        return word == null ? options : options.addHeader(Headers.WORD, word);
    }

    /**
     * Refuses a message whose headers bring no word that it is of {@code node}.
     *
     * @throws Failure {@code FORBIDDEN}
     */
    void checkNode(MultiMap headers, String node) {
        check(headers, node, Offer.ANY, BETWEEN_NODES);
    }

    private String sign(Word word) {
        long expiresAt = Math.min(word.expiresAt(), System.currentTimeMillis() + holdsMs);
        var cut = new Word(word.principal(), word.workspace(), word.operations(), expiresAt);
        var body = encode(Wire.encode(cut));
        return body + "." + encode(mac(body));
    }

    /**
     * Refuses a call whose headers bring no word that allows it.
     *
     * @throws Failure {@code FORBIDDEN}
     */
    void check(MultiMap headers) {
        var operation = String.valueOf(headers.get(Headers.OPERATION));
        check(headers, headers.get(Headers.PRINCIPAL), headers.get(Headers.WORKSPACE), Protocol.scopeOf(operation));
    }

    /**
     * Refuses a message whose headers bring no word that {@code principal} may do {@code scope} in {@code workspace}.
     *
     * @throws Failure {@code FORBIDDEN}
     */
    void check(MultiMap headers, String principal, String workspace, String scope) {
        var text = headers.get(Headers.WORD);
        if (key == null) {
            require(text == null, "this node has no cluster.secret, and whoever calls has one");
            return;
        }
        require(text != null, "no word of a gateway or a node allows this: whoever calls has no cluster.secret");
        var word = checked.get(text, this::read);
        require(word != null, "its word is signed with another cluster.secret than this node has");
        boolean allowed =
                word.principal().equals(principal) && word.workspace().equals(workspace) && word.allows(scope);
        require(allowed, "no word of a gateway or a node allows this: it is about something else, or has expired");
    }

    private static void require(boolean holds, String why) {
        if (!holds) {
            throw new Failure(ErrorCode.FORBIDDEN, why);
        }
    }

    /** What {@code text} says, or {@code null} when nobody of ours has signed it. */
    private Word read(String text) {
        int border = text.indexOf('.');
        try {
            var body = text.substring(0, Math.max(0, border));
            boolean ours =
                    MessageDigest.isEqual(mac(body), Base64.getUrlDecoder().decode(text.substring(border + 1)));
            return ours ? Wire.decode(Base64.getUrlDecoder().decode(body), Word.class) : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private byte[] mac(String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
