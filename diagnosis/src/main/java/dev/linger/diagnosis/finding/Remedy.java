package dev.linger.diagnosis.finding;

import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import dev.linger.observation.NetworkNamespace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One cure, with what it risks and how it is done.
///
/// Remedies have a natural rank: first those that remove the failure, among them the lower risk, then the larger
/// headroom. A prediction by simulation will stand beside each; until then `effect` is arithmetic and says which.
///
/// @param name stable: `tw-reuse`
/// @param title what to do, in a few words
/// @param removesFailure whether the failure is gone after it, not only further away
/// @param headroom how many times the present limit it allows; infinite where the limit no longer binds
/// @param effect what changes, with the arithmetic behind it
/// @param riskText what can go wrong, and how to avoid it
/// @param steps exact commands, configuration or code changes, in order
/// @param change the same as data, where it is one setting
public record Remedy(
        String name,
        String title,
        boolean removesFailure,
        double headroom,
        String effect,
        Risk risk,
        String riskText,
        List<String> steps,
        Optional<SettingChange> change)
        implements Comparable<Remedy> {
    private static final Comparator<Remedy> RANK = Comparator.comparing(Remedy::removesFailure)
            .reversed()
            .thenComparing(Remedy::risk)
            .thenComparing(Comparator.comparingDouble(Remedy::headroom).reversed())
            .thenComparing(Remedy::name);

    public Remedy {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("remedy " + name + " does not say how it is done");
        }
        steps = List.copyOf(steps);
    }

    /// A remedy that is one setting; its step is the command that makes the change.
    public static Remedy ofSetting(
            String name,
            String title,
            boolean removesFailure,
            double headroom,
            String effect,
            Risk risk,
            String riskText,
            SettingChange change) {
        return new Remedy(
                name,
                title,
                removesFailure,
                headroom,
                effect,
                risk,
                riskText,
                List.of(change.command()),
                Optional.of(change));
    }

    /// A remedy that people carry out: configuration or code.
    public static Remedy ofSteps(
            String name,
            String title,
            boolean removesFailure,
            double headroom,
            String effect,
            Risk risk,
            String riskText,
            List<String> steps) {
        return new Remedy(name, title, removesFailure, headroom, effect, risk, riskText, steps, Optional.empty());
    }

    /// The same remedy with its commands made to work in another network namespace; those for a setting of the whole
    /// machine, and what is no command, stay.
    public Remedy in(NetworkNamespace namespace) {
        String prefix = namespace.commandPrefix();
        List<String> entered = steps.stream()
                .map(step -> concernsNamespace(step) ? prefix + step : step)
                .toList();
        return new Remedy(name, title, removesFailure, headroom, effect, risk, riskText, entered, change);
    }

    private static boolean concernsNamespace(String step) {
        if (step.startsWith("sysctl -w ")) {
            String sysctl = step.substring("sysctl -w ".length(), step.indexOf('='));
            return Setting.named(sysctl).map(Setting::scope).orElse(Setting.Scope.NAMESPACE) == Setting.Scope.NAMESPACE;
        }
        return step.startsWith("ip addr ") || step.startsWith("tcpdump ");
    }

    @Override
    public int compareTo(Remedy other) {
        return RANK.compare(this, other);
    }
}
