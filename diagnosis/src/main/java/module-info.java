/// Judges a snapshot: findings with their evidence and ranked remedies. Pure: the same snapshot, the same findings.
@org.jspecify.annotations.NullMarked
module dev.linger.diagnosis {
    requires transitive dev.linger.observation;
    requires static org.jspecify;

    exports dev.linger.diagnosis;
    exports dev.linger.diagnosis.finding;
}
