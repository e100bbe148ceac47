package dev.linger.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateDigestTest {
    @Test
    void sameAdditionsGiveTheSameFingerprint() {
        assertThat(of(1, 2, 3)).isEqualTo(of(1, 2, 3));
    }

    @Test
    void orderCounts() {
        assertThat(of(1, 2)).isNotEqualTo(of(2, 1));
        assertThat(of(0, 1)).isNotEqualTo(of(1, 0));
    }

    @Test
    void zerosCount() {
        assertThat(of(0)).isNotEqualTo(of());
        assertThat(of(0, 0)).isNotEqualTo(of(0));
    }

    @Test
    void twoPartsAtOnceDoNotRunIntoEachOther() {
        Fingerprint pair = ofInts(1, 2);
        assertThat(ofInts(2, 1)).isNotEqualTo(pair);
        assertThat(ofInts(1, 3)).isNotEqualTo(pair);
        assertThat(ofInts(0, 2)).isNotEqualTo(pair);
        assertThat(ofInts(1, -1)).isNotEqualTo(ofInts(0, -1));
    }

    private static Fingerprint ofInts(int left, int right) {
        return Fingerprint.of(digest -> digest.add(left, right));
    }

    @Test
    void truthIsAPartToo() {
        assertThat(Fingerprint.of(digest -> digest.add(true)))
                .isNotEqualTo(Fingerprint.of(digest -> digest.add(false)));
    }

    @Test
    void bytesDoNotRunIntoWhatFollows() {
        byte[] bytes = {1, 2, 3};
        Fingerprint twoThenOne = Fingerprint.of(digest -> {
            digest.add(bytes, 0, 2);
            digest.add(bytes, 2, 1);
        });
        Fingerprint oneThenTwo = Fingerprint.of(digest -> {
            digest.add(bytes, 0, 1);
            digest.add(bytes, 1, 2);
        });
        assertThat(twoThenOne).isNotEqualTo(oneThenTwo);
    }

    @Test
    void onlyTheBytesAskedForCount() {
        byte[] bytes = {9, 1, 2, 9};
        byte[] same = {1, 2};
        assertThat(Fingerprint.of(digest -> digest.add(bytes, 1, 2)))
                .isEqualTo(Fingerprint.of(digest -> digest.add(same, 0, 2)));
    }

    /// Each half alone has 64 bits: among 2^16 states not even one collision is to be expected.
    @Test
    void neitherHalfCollidesForSmallStates() {
        Set<Long> highs = new HashSet<>();
        Set<Long> lows = new HashSet<>();
        StateDigest digest = new StateDigest();
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                digest.reset();
                digest.add(first);
                digest.add(second);
                highs.add(digest.high());
                lows.add(digest.low());
            }
        }
        assertThat(highs).hasSize(1 << 16);
        assertThat(lows).hasSize(1 << 16);
    }

    @Test
    void theOrderOfASetIsForgottenButNotWhatIsInIt() {
        assertThat(ofSet(1, 2, 3)).isEqualTo(ofSet(3, 1, 2));
        assertThat(ofSet(1, 2, 3)).isNotEqualTo(ofSet(1, 2, 4));
        assertThat(ofSet(1, 2, 2)).isNotEqualTo(ofSet(1, 1, 2));
        assertThat(ofSet(1, 2)).isNotEqualTo(ofSet(1, 2, 2));
        assertThat(ofSet()).isNotEqualTo(of());
        assertThat(ofSet(1)).isNotEqualTo(of(1));
    }

    @Test
    void elementsOfASetKeepTheirOrderInside() {
        assertThat(ofPair(1, 2)).isNotEqualTo(ofPair(2, 1));
    }

    private static Fingerprint ofPair(long left, long right) {
        return Fingerprint.of(digest -> {
            digest.beginSet();
            digest.add(left);
            digest.add(right);
            digest.endElement();
            digest.endSet();
        });
    }

    @Test
    void whatCameBeforeASetCounts() {
        Fingerprint after = Fingerprint.of(digest -> {
            digest.add(9);
            addSet(digest, 1, 2);
        });
        assertThat(after).isNotEqualTo(ofSet(1, 2));
        assertThat(after).isNotEqualTo(Fingerprint.of(digest -> {
            addSet(digest, 1, 2);
            digest.add(9);
        }));
    }

    @Test
    void setsHaveNoSetsInThem() {
        StateDigest digest = new StateDigest();
        digest.beginSet();
        assertThatIllegalStateException().isThrownBy(digest::beginSet);
        digest.endSet();
        digest.beginSet();
        digest.reset();
        digest.beginSet();
    }

    private static Fingerprint ofSet(long... elements) {
        return Fingerprint.of(digest -> addSet(digest, elements));
    }

    private static void addSet(StateDigest digest, long... elements) {
        digest.beginSet();
        for (long element : elements) {
            digest.add(element);
            digest.endElement();
        }
        digest.endSet();
    }

    @Test
    void resetForgetsWhatWasAdded() {
        StateDigest digest = new StateDigest();
        digest.add(5);
        digest.reset();
        digest.add(6);
        assertThat(new Fingerprint(digest.high(), digest.low())).isEqualTo(of(6));
    }

    private static Fingerprint of(long... parts) {
        return Fingerprint.of(digest -> {
            for (long part : parts) {
                digest.add(part);
            }
        });
    }
}
