package dev.linger.testkit;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Disables a test where network namespaces cannot be made, and says why.
public final class NamespaceCondition implements ExecutionCondition {
    // Public, because JUnit creates it from another module.
    public NamespaceCondition() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return TestNamespace.unavailable()
                .map(reason -> ConditionEvaluationResult.disabled("no network namespaces here: " + reason))
                .orElseGet(() -> ConditionEvaluationResult.enabled("network namespaces can be made"));
    }
}
