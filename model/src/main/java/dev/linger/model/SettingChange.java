package dev.linger.model;

/// One setting to be given one value: a remedy as data, so that it can be shown, simulated and applied alike.
public record SettingChange(Setting setting, String value) {
    /// The command an operator types to make the change until the next reboot.
    public String command() {
        return "sysctl -w " + setting.sysctl()
                + (value.chars().anyMatch(Character::isWhitespace) ? "=\"" + value + "\"" : "=" + value);
    }
}
