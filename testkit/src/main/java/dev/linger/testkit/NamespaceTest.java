package dev.linger.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test, or a class of tests, that needs network namespaces: tagged `namespace`, and disabled with a
/// reason where none can be made.
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("namespace")
@ExtendWith(NamespaceCondition.class)
public @interface NamespaceTest {}
