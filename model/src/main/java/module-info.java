/// The vocabulary: states, addresses, ports, and the catalogues of settings and counters under their real names.
@org.jspecify.annotations.NullMarked
module dev.linger.model {
    requires static org.jspecify;

    exports dev.linger.model;
}
