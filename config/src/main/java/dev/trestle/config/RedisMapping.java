package dev.trestle.config;

/**
 * What becomes of messages in Redis. A name in braces, in {@code topic} and {@code event}, stands for that field of the message.
 *
 * @param from a pattern of pub/sub channels, or {@code null}
 * @param stream a stream, or {@code null}; there is one of the two
 * @param topic where its messages are published
 * @param event what they are called there
 */
public record RedisMapping(String from, String stream, String topic, String event) {
    void check(String key) {
        Require.that(
                (from == null) != (stream == null),
                key,
                "needs one of from, a pattern of pub/sub channels, and stream, the name of a stream");
        template(key + ".topic", topic);
        template(key + ".event", event);
    }

    private static void template(String key, String template) {
        Require.present(key, template);
        Require.that(
                template.matches("([^{}]|\\{[^{}]+})+"),
                key,
                "must be a name in which {field} stands for a field, such as circle/{circle_name}");
    }
}
