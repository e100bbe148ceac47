/// What was seen on a host: the snapshot, its compact socket rows, the groupings made from them, its JSON form.
@org.jspecify.annotations.NullMarked
module dev.linger.observation {
    requires transitive dev.linger.model;
    requires tools.jackson.core;
    requires static org.jspecify;

    exports dev.linger.observation;
    exports dev.linger.observation.census;
    exports dev.linger.observation.json;
}
