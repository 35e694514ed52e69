package dev.trestle.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What happens to a {@link Fleet}: its nodes are killed, frozen, drained and cut off, several at a time, by chance. */
final class Nemesis {

    /** What may happen to a node, or to the networks. */
    enum Trouble {
        /** kill -9, and a new start. */
        KILLED,
        /** SIGSTOP for a while, shorter or longer than it takes to be given up. */
        FROZEN,
        /** SIGTERM, and a new start once it has ended by itself. */
        DRAINED,
        /** The same, and it gave up handing over. */
        DRAINED_LATE,
        /** Some nodes see each other alone, and everybody sees Redis. */
        PARTED,
        /** One node sees nobody. */
        ISOLATED
    }

    private static final int LONGEST_MS = 12_000;

    private final Ordeal ordeal;
    private final Fleet fleet;
    private final Map<Trouble, Integer> counts = Collections.synchronizedMap(new EnumMap<>(Trouble.class));

    private final Duration length;

    /** Each of the two for so long. */
    Nemesis(Ordeal ordeal, Duration length) {
        this.length = length;
        this.ordeal = ordeal;
        this.fleet = ordeal.fleet();
    }

    /** Kills, with short breaks; several may be at it, each with a number. */
    void kill(int lane) {
        var random = new Random(ordeal.seed() - lane);
        long begun = System.nanoTime();
        while (goesOn(begun)) {
            var node = fleet.nodes().get(random.nextInt(fleet.nodes().size()));
            alone(node, () -> {
                node.kill();
                done(Trouble.KILLED);
                Visitor.pause(random.nextInt(500));
                node.start();
            });
            Visitor.pause(random.nextInt(1_500));
        }
    }

    /** All the rest, each kind as often as the others. */
    void trouble() {
        var random = new Random(ordeal.seed() + 1);
        var kinds = new ArrayList<Trouble>();
        long begun = System.nanoTime();
        while (goesOn(begun)) {
            if (kinds.isEmpty()) {
                kinds.addAll(kinds());
                Collections.shuffle(kinds, random);
            }
            var node = fleet.nodes().get(random.nextInt(fleet.nodes().size()));
            switch (kinds.remove(0)) {
                case FROZEN -> alone(node, () -> freeze(node, random.nextInt(LONGEST_MS)));
                case DRAINED -> alone(node, () -> drain(node));
                case PARTED -> part(random);
                case ISOLATED -> alone(node, () -> isolate(node, random.nextInt(LONGEST_MS)));
                case KILLED, DRAINED_LATE -> throw new IllegalStateException("of the other lane");
            }
            Visitor.pause(random.nextInt(2_000));
        }
    }

    private boolean goesOn(long begun) {
        return ordeal.goesOn() && System.nanoTime() - begun < length.toNanos();
    }

    private List<Trouble> kinds() {
        return fleet.wires() == null
                ? List.of(Trouble.FROZEN, Trouble.DRAINED)
                : List.of(Trouble.FROZEN, Trouble.DRAINED, Trouble.PARTED, Trouble.ISOLATED);
    }

    /** Nobody does two things to one node. */
    private static void alone(FleetNode node, Runnable trouble) {
        if (node.hands().tryLock()) {
            try {
                trouble.run();
            } finally {
                node.hands().unlock();
            }
        }
    }

    private void freeze(FleetNode node, int millis) {
        node.process().signal("STOP");
        done(Trouble.FROZEN);
        Visitor.pause(millis);
        node.process().signal("CONT");
    }

    private void drain(FleetNode node) {
        // While others die, there may be too little time to hand all over.
        done(node.drain() ? Trouble.DRAINED : Trouble.DRAINED_LATE);
        node.start();
    }

    private void part(Random random) {
        var numbers =
                new ArrayList<>(fleet.nodes().stream().map(FleetNode::number).toList());
        Collections.shuffle(numbers, random);
        fleet.wires().part(numbers.subList(0, 1 + random.nextInt(numbers.size() - 1)));
        done(Trouble.PARTED);
        Visitor.pause(random.nextInt(LONGEST_MS));
        fleet.wires().heal();
    }

    private void isolate(FleetNode node, int millis) {
        fleet.wires().isolate(node.number());
        done(Trouble.ISOLATED);
        Visitor.pause(millis);
        fleet.wires().heal();
    }

    private void done(Trouble trouble) {
        counts.merge(trouble, 1, Integer::sum);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
