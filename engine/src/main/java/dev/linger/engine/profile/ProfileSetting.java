package dev.linger.engine.profile;

import java.util.List;

/// One setting that a profile understands, under the name its system gives it.
public final class ProfileSetting {
    private final String name;
    private final String unit;
    private final String meaning;
    private final SettingForm form;

    ProfileSetting(String name, String unit, String meaning, SettingForm form) {
        this.name = name;
        this.unit = unit;
        this.meaning = meaning;
        this.form = form;
    }

    public String name() {
        return name;
    }

    /// What its numbers count, as `ms`; empty where they are no numbers or speak for themselves.
    public String unit() {
        return unit;
    }

    /// What it decides, in a sentence or two without a full stop at the end, and where it differs from the system's.
    public String meaning() {
        return meaning;
    }

    /// The values it takes, with their unit. For a few settings they depend on others in the profile.
    public String allowed(Profile profile) {
        return unit.isEmpty() ? form.allowed(profile) : form.allowed(profile) + " " + unit;
    }

    /// The values at both ends of what is allowed, or all of them if they are few.
    public List<String> ends(Profile profile) {
        return form.ends(profile);
    }

    /// Its value in this profile.
    public String valueIn(Profile profile) {
        return form.read(profile);
    }

    /// The profile with another value. Throws [IllegalArgumentException] that names what is allowed.
    public Profile set(Profile profile, String value) {
        try {
            return form.write(profile, value.strip());
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw new IllegalArgumentException(
                    name + " of " + profile.name() + " cannot be '" + value + "': it takes " + allowed(profile),
                    refused);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
