/// Live observation of Linux: sockets over netlink, /proc, sysctl and network namespaces; the only native code.
@org.jspecify.annotations.NullMarked
module dev.linger.linux {
    requires transitive dev.linger.observation;
    requires static org.jspecify;

    exports dev.linger.linux;
}
