package dev.trestle.gateway.topic;

import dev.trestle.bus.Peers;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** What other nodes ask about topics. On the topics' loop. */
final class PeerQuestions implements Peers.Handler {

    private final OwnedTopics owned;
    private final FarTopics far;
    private final Channels channels;
    private final LocalTopics local;
    private final Succession succession;

    PeerQuestions(OwnedTopics owned, FarTopics far, Channels channels, LocalTopics local, Succession succession) {
        this.owned = owned;
        this.far = far;
        this.channels = channels;
        this.local = local;
        this.succession = succession;
    }

    @Override
    public Future<Buffer> answer(String from, String name, Buffer body) {
        var question = Question.valueOf(name);
        var packet = Packet.of(body);
        if (question == Question.YIELD) {
            return succession.yieldTo(from, packet);
        } else if (succession.settled()) {
            return answer(from, question, packet);
        }
        Promise<Buffer> later = Promise.promise();
        succession.whenSettled(() -> attempt(from, question, packet).onComplete(later));
        return later.future();
    }

    private Future<Buffer> attempt(String from, Question question, Packet packet) {
        try {
            return answer(from, question, packet);
        } catch (Failure refused) {
            return Future.failedFuture(refused);
        }
    }

    private Future<Buffer> answer(String from, Question question, Packet packet) {
        return switch (question) {
            case OPEN -> channels.open(from, packet);
            case BEAT -> channels.beat(packet);
            case EVENTS -> far.hear(from, packet);
            case EXIT -> channels.exit(packet);
            case INHERIT -> channels.inherit(from, packet);
            case YIELD -> succession.yieldTo(from, packet);
            default -> ofOwner(question, packet.text(), packet);
        };
    }

    private Future<Buffer> ofOwner(Question question, String topic, Packet packet) {
        if (local.home(topic) != owned) {
            throw new Failure(ErrorCode.UNAVAILABLE, "the topic moves to another node; nothing was done")
                    .retryAfter(100);
        }
        return switch (question) {
            case ENTER -> channels.enter(topic, packet);
            case READ -> channels.read(topic, packet);
            case PUBLISH -> publish(topic, packet);
            case HISTORY ->
                owned.history(topic, packet.place(), (int) packet.number(), (int) packet.number())
                        .map(page -> Packet.empty().put(page).buffer());
            case MEMBERS ->
                owned.members(topic).map(members -> {
                    var answer = Packet.empty();
                    members.forEach(answer::put);
                    return answer.buffer();
                });
            default -> throw new IllegalArgumentException("not about one topic: " + question);
        };
    }

    private Future<Buffer> publish(String topic, Packet packet) {
        var who = packet.text();
        var key = who == null
                ? null
                : new IdempotencyKeys.Key(new IdempotencyKeys.Name(topic, who, packet.text()), (int) packet.number());
        return owned.append(topic, packet.bodies(), key)
                .map(place -> Packet.empty().put(place).buffer());
    }
}
