package dev.linger.diagnosis.rule;

import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.host.Situation;
import java.util.List;

/// One kind of finding: looks at a host and says whether, and where, it is so.
public interface Rule {
    /// The findings of this kind, in the order of their weight; none where it does not apply or cannot be known.
    List<Finding> examine(Situation situation);
}
