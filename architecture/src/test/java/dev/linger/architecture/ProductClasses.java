package dev.linger.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;

/// The compiled classes of every module that these tests look at, read once, and ways to speak of what they use.
final class ProductClasses {
    /// Tests may break the rules that keep the product pure: they are not among these.
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.linger");

    private ProductClasses() {}

    static String packageOf(String module) {
        return "dev.linger." + module + "..";
    }

    /// A call, a method reference or a field access of one of these members, through the owner or a type under it.
    static DescribedPredicate<JavaAccess<?>> use(Class<?> owner, String... members) {
        Set<String> names = Set.of(members);
        return DescribedPredicate.describe(
                owner.getSimpleName() + " " + String.join(", ", members),
                access -> access.getTargetOwner().isAssignableTo(owner)
                        && names.contains(access.getTarget().getName()));
    }
}
