/// Packet scripts in the packetdrill notation, run against the engine in virtual time.
@org.jspecify.annotations.NullMarked
module dev.linger.script {
    requires transitive dev.linger.sockets;
    requires static transitive org.jspecify;

    exports dev.linger.script;
    exports dev.linger.script.command;
    exports dev.linger.script.notation;
}
