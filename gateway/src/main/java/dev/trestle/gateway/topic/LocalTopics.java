package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Member;
import dev.trestle.wire.Topics.Position;
import dev.trestle.wire.Topics.Subscribed;
import io.vertx.core.Future;
import java.util.ArrayList;

/** Topics as the clients of this node see them, wherever they are owned. On the topics' loop. */
final class LocalTopics {

    /**
     * A new subscription.
     *
     * @param part what it gets first
     */
    record Joined(Subscribed answer, Part part) {}

    private final FollowedTopics followed;
    private final OwnedTopics owned;
    private final FarTopics far;
    private final Channels channels;
    private Owners owners;

    LocalTopics(FollowedTopics followed, OwnedTopics owned, FarTopics far, Channels channels, Owners owners) {
        this.followed = followed;
        this.owned = owned;
        this.far = far;
        this.channels = channels;
        this.owners = owners;
    }

    /** From now on these are the owners. */
    void follow(Owners now) {
        var before = owners;
        owners = now;
        channels.follow(now);
        // Who comes back after a split has owned what this node owned meanwhile.
        boolean met = !before.nodes().containsAll(now.nodes());
        var taken = new ArrayList<String>();
        for (var topic : followed.names()) {
            if (!now.mine(topic)) {
                followed.get(topic).know(null);
                owned.cede(topic);
            } else if (met || !before.mine(topic)) {
                taken.add(topic);
            }
        }
        owned.look(taken, true);
        far.follow(now);
    }

    /** What this node owns may have gone on without it. */
    void lookAgain() {
        channels.cut();
        owned.look(followed.names().stream().filter(owners::mine).toList(), false);
    }

    /** Where {@code topic} is owned. */
    TopicHome home(String topic) {
        var owner = owners.of(topic);
        return owner.equals(owners.me()) ? owned : far.at(owner);
    }

    /** Takes {@code subscription} in, from {@code since} where that can be; {@code null} begins with what comes next. */
    Future<Joined> join(Subscription subscription, Member member, Position since) {
        var topic = subscription.topic();
        boolean fresh;
        try {
            fresh = followed.enter(topic, member);
        } catch (Failure full) {
            return Future.failedFuture(full);
        }
        channels.note(topic);
        var home = home(topic);
        var asked = owners;
        long after = since == null ? Long.MAX_VALUE : since.seq();
        return (fresh ? home.enter(topic, member, after) : home.read(topic, after))
                .map(page -> {
                    boolean recovered = since != null && page.follows(since);
                    var part = recovered ? Part.of(topic, since, page) : Part.ofNothing(page);
                    var answer = new Subscribed(topic, page.epoch(), page.last(), recovered);
                    return new Joined(answer, list(subscription, asked, part));
                })
                .onFailure(unreadable -> leave(subscription, member.connectionId()));
    }

    /** What comes after {@code place}; when that is all there is, {@code subscription} gets events as they come from now on. */
    Future<Part> read(Subscription subscription, Position place) {
        var topic = subscription.topic();
        var asked = owners;
        return home(topic).read(topic, place.seq()).map(page -> list(subscription, asked, Part.of(topic, place, page)));
    }

    /** What an owner said before another followed it may not be all there is. */
    private Part list(Subscription subscription, Owners asked, Part part) {
        var followers = followed.get(subscription.topic());
        if (asked != owners) {
            return part.andMore();
        } else if (part.complete() && !subscription.gone && !subscription.listed && followers != null) {
            subscription.listed = true;
            followers.add(subscription.session().deliveries());
        }
        return part;
    }

    /** {@code subscription} reads the log and gets no events as they come. */
    void unlist(Subscription subscription) {
        if (subscription.listed) {
            subscription.listed = false;
            followed.get(subscription.topic()).remove(subscription.session().deliveries());
        }
    }

    /** {@code subscription} is over; its connection stays a member. */
    void quit(Subscription subscription) {
        unlist(subscription);
        subscription.gone = true;
    }

    /** {@code subscription} is over, and {@code connection} leaves the topic. */
    void leave(Subscription subscription, String connection) {
        quit(subscription);
        var topic = subscription.topic();
        var member = followed.exit(topic, connection);
        if (member != null) {
            followed.tidy(topic);
            channels.note(topic);
            home(topic).exit(topic, member);
        }
    }
}
