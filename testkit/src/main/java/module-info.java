import org.jspecify.annotations.NullMarked;

/// What Linger's tests share: seeded loops, and real traffic in network namespaces of their own.
@NullMarked
module dev.linger.testkit {
    requires static org.jspecify;
    requires jdk.management;
    requires transitive org.junit.jupiter.api;

    exports dev.linger.testkit;
}
