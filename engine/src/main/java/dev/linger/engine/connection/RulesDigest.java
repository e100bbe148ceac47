package dev.linger.engine.connection;

import dev.linger.engine.hash.StateDigest;
import dev.linger.engine.profile.Profile;
import org.jspecify.annotations.Nullable;

/// What a host's rules and addresses add to its fingerprint: worked out again only when they are others.
final class RulesDigest {
    private @Nullable Profile profile;
    private long high;
    private long low;

    /// @param addresses those of the host, which stay the same
    void add(StateDigest digest, Profile nowProfile, OwnAddresses addresses) {
        if (!nowProfile.equals(profile)) {
            profile = nowProfile;
            // Records write out all that they are made of.
            StateDigest text = new StateDigest();
            add(text, nowProfile.toString());
            add(text, addresses.toString());
            high = text.high();
            low = text.low();
        }
        digest.add(high);
        digest.add(low);
    }

    private static void add(StateDigest digest, String text) {
        digest.add(text.length());
        for (int index = 0; index < text.length(); index++) {
            digest.add(text.charAt(index));
        }
    }
}
