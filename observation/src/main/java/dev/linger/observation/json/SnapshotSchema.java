package dev.linger.observation.json;

/// The name and version of the snapshot's JSON form; docs/reference/snapshot-schema.md describes it.
///
/// A change that old readers can pass over (a new field) keeps the version; any other raises it.
public final class SnapshotSchema {
    static final String KIND = "linger/snapshot/";
    static final int VERSION = 1;

    /// What stands in the `schema` field of every file written.
    public static final String NAME = KIND + "v" + VERSION;

    private SnapshotSchema() {}
}
