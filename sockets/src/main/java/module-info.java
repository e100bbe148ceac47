/// The calls a program makes, over an engine: file descriptors, blocking, readiness and errno, in POSIX's words.
@org.jspecify.annotations.NullMarked
module dev.linger.sockets {
    requires transitive dev.linger.engine;
    requires static transitive org.jspecify;

    exports dev.linger.sockets;
}
