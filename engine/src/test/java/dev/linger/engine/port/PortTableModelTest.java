package dev.linger.engine.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.testkit.SeededLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The table against a plain map of owners and their numbers, and a set of the ports that were bound.
class PortTableModelTest {
    private record Owner(int port, long high, long low, int uid, int attributes) implements Comparable<Owner> {
        @Override
        public int compareTo(Owner other) {
            return toString().compareTo(other.toString());
        }
    }

    @Test
    void itHoldsWhatAMapHolds() {
        SeededLoop.run(60, (random, seed) -> {
            boolean sticky = random.nextBoolean();
            int ports = 1 + random.nextInt(200);
            PortTable table = new PortTable(sticky);
            PortTable copy = new PortTable(sticky);
            Map<Owner, Integer> model = new TreeMap<>();
            Set<Integer> onceBound = new HashSet<>();
            for (int step = 0; step < 3000; step++) {
                if (model.isEmpty() || random.nextInt(100) < 52) {
                    enter(table, model, onceBound, owner(random, ports));
                } else {
                    leave(table, model, onceBound, any(random, model));
                }
                if (random.nextInt(50) == 0) {
                    compare(table, model, onceBound, sticky, ports);
                    copy.copyFrom(table);
                    compare(copy, model, onceBound, sticky, ports);
                    PortTable swapped = table;
                    table = copy;
                    copy = swapped;
                }
            }
        });
    }

    @Test
    void itsFingerprintDoesNotDependOnItsHistory() {
        SeededLoop.run(100, (random, seed) -> {
            List<Owner> owners = new ArrayList<>();
            for (int owner = 0; owner < 40; owner++) {
                owners.add(owner(random, 20));
            }
            PortTable straight = new PortTable(true);
            owners.forEach(owner -> enter(straight, owner));
            Collections.shuffle(owners, new Random(seed));
            PortTable crooked = new PortTable(true);
            List<Owner> passing = new ArrayList<>();
            for (int owner = 0; owner < 100; owner++) {
                Owner visitor = owner(random, 300);
                passing.add(new Owner(visitor.port - 30000, visitor.high, visitor.low, 1, visitor.attributes));
            }
            passing.forEach(owner -> enter(crooked, owner));
            owners.forEach(owner -> enter(crooked, owner));
            passing.forEach(owner -> leave(crooked, owner));
            assertThat(digest(crooked)).isEqualTo(digest(straight));
            leave(crooked, owners.get(0));
            assertThat(digest(crooked)).isNotEqualTo(digest(straight));
            enter(crooked, owners.get(0));
            assertThat(digest(crooked)).isEqualTo(digest(straight));
        });
    }

    @Test
    void everyPartOfAnOwnerIsInTheFingerprint() {
        Owner plain = new Owner(80, 7, 9, 1, PortTable.BOUND);
        List<Owner> variants = List.of(
                plain,
                new Owner(81, 7, 9, 1, PortTable.BOUND),
                new Owner(80, 9, 7, 1, PortTable.BOUND),
                new Owner(80, 7, 8, 1, PortTable.BOUND),
                new Owner(80, 7, 9, 2, PortTable.BOUND),
                new Owner(80, 7, 9, 1, PortTable.LISTENING));
        Set<Fingerprint> digests = new HashSet<>();
        for (Owner variant : variants) {
            PortTable table = new PortTable(false);
            enter(table, variant);
            digests.add(digest(table));
        }
        PortTable twice = new PortTable(false);
        enter(twice, plain);
        enter(twice, plain);
        digests.add(digest(twice));
        digests.add(digest(new PortTable(false)));
        assertThat(digests).hasSize(variants.size() + 2);
    }

    @Test
    void aPortThatWasBoundLooksDifferentWhereThatMatters() {
        PortTable never = new PortTable(true);
        enter(never, new Owner(80, 0, 1, 1, PortTable.CONNECTED));
        PortTable once = new PortTable(true);
        enter(once, new Owner(80, 0, 1, 1, PortTable.BOUND));
        enter(once, new Owner(80, 0, 1, 1, PortTable.CONNECTED));
        leave(once, new Owner(80, 0, 1, 1, PortTable.BOUND));
        assertThat(digest(once)).isNotEqualTo(digest(never));
    }

    private static void enter(PortTable table, Owner owner) {
        table.enter(owner.port, owner.high, owner.low, owner.uid, owner.attributes);
    }

    private static void leave(PortTable table, Owner owner) {
        table.leave(owner.port, owner.high, owner.low, owner.uid, owner.attributes);
    }

    private static void enter(PortTable table, Map<Owner, Integer> model, Set<Integer> onceBound, Owner owner) {
        enter(table, owner);
        model.merge(owner, 1, Integer::sum);
        if ((owner.attributes & PortTable.BOUND) != 0) {
            onceBound.add(owner.port);
        }
    }

    private static void leave(PortTable table, Map<Owner, Integer> model, Set<Integer> onceBound, Owner owner) {
        leave(table, owner);
        model.computeIfPresent(owner, (left, count) -> count == 1 ? null : count - 1);
        if (model.keySet().stream().noneMatch(left -> left.port == owner.port)) {
            onceBound.remove(owner.port);
        }
    }

    private static Owner owner(RandomGenerator random, int ports) {
        int port = 65536 - 1 - random.nextInt(ports);
        return new Owner(port, random.nextInt(2), random.nextInt(3), random.nextInt(2), random.nextInt(256));
    }

    private static Owner any(RandomGenerator random, Map<Owner, Integer> model) {
        return List.copyOf(model.keySet()).get(random.nextInt(model.size()));
    }

    private static void compare(
            PortTable table, Map<Owner, Integer> model, Set<Integer> onceBound, boolean sticky, int ports) {
        Map<Owner, Integer> seen = new TreeMap<>();
        table.visit((port, high, low, uid, attributes, count) -> {
            assertThat(seen.put(new Owner(port, high, low, uid, attributes), count))
                    .isNull();
        });
        assertThat(seen).isEqualTo(model);
        assertThat(table.size()).isEqualTo(model.size());
        for (int port = 65536 - ports; port < 65536; port++) {
            int asked = port;
            List<Owner> owners =
                    model.keySet().stream().filter(owner -> owner.port == asked).toList();
            boolean closed = owners.stream()
                    .anyMatch(owner -> (owner.attributes & (PortTable.BOUND | PortTable.LISTENING)) != 0);
            assertThat(table.isFree(port)).isEqualTo(owners.isEmpty());
            assertThat(table.isConnectedOnly(port)).isEqualTo(!closed && !(sticky && onceBound.contains(port)));
        }
    }

    private static Fingerprint digest(PortTable table) {
        return Fingerprint.of(table::addTo);
    }
}
