/// A complete TCP host without any I/O: time comes in as an argument, segments go out to a sink.
@org.jspecify.annotations.NullMarked
module dev.linger.engine {
    requires transitive dev.linger.wire;
    requires static transitive org.jspecify;

    exports dev.linger.engine;
    exports dev.linger.engine.hash;
    exports dev.linger.engine.port;
    exports dev.linger.engine.profile;
    exports dev.linger.engine.sequence;
    exports dev.linger.engine.socket;
    exports dev.linger.engine.state;
    exports dev.linger.engine.timewait;
}
