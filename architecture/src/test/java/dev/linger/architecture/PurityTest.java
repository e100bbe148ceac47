package dev.linger.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.linger.architecture.ProductClasses.use;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.BaseStream;
import org.junit.jupiter.api.Test;

/// What keeps a run the same everywhere: time, chance and the outside world come in as arguments.
class PurityTest {
    /// Modules without clock, chance, thread, file and socket; a new one of that kind is added here.
    private static final String[] PURE = {"model", "wire", "engine", "sockets", "script", "observation", "diagnosis"};

    private static final String NATIVE = "dev.linger.linux.libc..";
    private static final String COMMAND_LINE = "dev.linger.cli..";

    /// Programs for tests and measurements, which talk over their standard streams.
    private static final String[] TOOLS = {"dev.linger.testkit..", "dev.linger.benchmarks.."};

    @Test
    void pureModulesAskNobodyForTheTime() {
        hold(
                pure().accessTargetWhere(use(System.class, "nanoTime", "currentTimeMillis")),
                pure().accessTargetWhere(DescribedPredicate.describe(
                        "java.time now()",
                        access -> access.getTargetOwner().getPackageName().equals("java.time")
                                && access.getTarget().getName().equals("now"))),
                pure().dependOnClassesThat(nameMatching("java\\.time\\.(Clock|InstantSource)")),
                pure().callConstructor(java.util.Date.class));
    }

    @Test
    void pureModulesLeaveNothingToChance() {
        hold(
                pure().dependOnClassesThat(nameMatching("java\\.util\\.(Random|concurrent\\.ThreadLocalRandom)")),
                pure().dependOnClassesThat(nameMatching("java\\.security\\.SecureRandom")),
                pure().accessTargetWhere(use(Math.class, "random")),
                pure().accessTargetWhere(use(UUID.class, "randomUUID")),
                pure().accessTargetWhere(use(System.class, "identityHashCode")));
    }

    @Test
    void pureModulesRunOnOneThread() {
        hold(
                pure().dependOnClassesThat(nameMatching("java\\.lang\\.(Thread.*|ScopedValue)|java\\.util\\.Timer.*")),
                pure().dependOnClassesThat(nameMatching(
                        "java\\.util\\.concurrent\\.(.*Execut.*|ForkJoin.*|CompletableFuture|StructuredTaskScope.*)")),
                pure().accessTargetWhere(use(BaseStream.class, "parallel")),
                pure().accessTargetWhere(DescribedPredicate.describe(
                        "parallelStream()",
                        access -> access.getTarget().getName().equals("parallelStream"))));
    }

    @Test
    void pureModulesTouchNoFile() {
        hold(
                pure().dependOnClassesThat(nameMatching("java\\.io\\.(File.*|RandomAccessFile)")),
                pure().dependOnClassesThat(nameMatching("java\\.nio\\.file\\.(Files|FileSystems?|WatchService)")),
                pure().dependOnClassesThat(resideInAPackage("java.nio.channels..")));
    }

    @Test
    void pureModulesTouchNoNetwork() {
        hold(pure().dependOnClassesThat(nameMatching(
                "java\\.net\\.(.*Socket.*|Inet.*|Datagram.*|NetworkInterface|URL|URLConnection|http\\..*)")));
    }

    @Test
    void pureModulesComputeTheSameEverywhere() {
        hold(
                pure().accessTargetWhere(use(
                        Math.class, "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh")),
                pure().accessTargetWhere(
                                use(Math.class, "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot")));
    }

    @Test
    void onlyTheLibcPackageCallsForeignFunctions() {
        hold(outsideOf(NATIVE)
                .dependOnClassesThat(nameMatching("java\\.lang\\.foreign\\.(Linker(\\$.*)?|SymbolLookup)")));
    }

    @Test
    void onlyTheLibcPackageCallsRestrictedMethods() {
        hold(
                outsideOf(NATIVE).accessTargetWhere(use(MemorySegment.class, "reinterpret")),
                outsideOf(NATIVE).accessTargetWhere(use(AddressLayout.class, "withTargetLayout")),
                outsideOf(NATIVE).accessTargetWhere(use(System.class, "load", "loadLibrary")),
                outsideOf(NATIVE).accessTargetWhere(use(Runtime.class, "load", "loadLibrary")));
    }

    @Test
    void onlyTheCommandLinePrintsAndParsesArguments() {
        hold(
                outsideOf(COMMAND_LINE).dependOnClassesThat(resideInAPackage("picocli..")),
                silent().accessTargetWhere(use(System.class, "out", "err", "in", "console")),
                silent().accessTargetWhere(use(Throwable.class, "printStackTrace")));
    }

    @Test
    void nobodyUsesUnsafe() {
        hold(noClasses().should().dependOnClassesThat(nameMatching("(sun\\.misc|jdk\\.internal\\.misc)\\.Unsafe")));
    }

    @Test
    void noStaticFieldCanChange() {
        hold(fields().that().areStatic().should().beFinal());
    }

    private static ClassesShould outsideOf(String packages) {
        return noClasses().that().resideOutsideOfPackage(packages).should();
    }

    private static ClassesShould silent() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(COMMAND_LINE, TOOLS[0], TOOLS[1])
                .should();
    }

    private static ClassesShould pure() {
        String[] packages = Arrays.stream(PURE).map(ProductClasses::packageOf).toArray(String[]::new);
        return noClasses().that().resideInAnyPackage(packages).should();
    }

    private static void hold(ArchRule... rules) {
        assertAll(Arrays.stream(rules)
                .map(rule -> () -> rule.allowEmptyShould(true).check(ProductClasses.ALL)));
    }
}
