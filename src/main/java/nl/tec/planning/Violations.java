package nl.tec.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import nl.tec.planning.PlanCheck.Violation;

/** The violations that were found in a plan so far. */
final class Violations {

    private final List<Violation> found = new ArrayList<>();

    /** @param text evaluated only if the rule is broken, because formatting is costly */
    void unless(boolean holds, Rule rule, Supplier<String> text) {
        if (!holds) {
            add(rule, text.get());
        }
    }

    void add(Rule rule, String text) {
        found.add(new Violation(rule, text));
    }

    List<Violation> list() {
        return List.copyOf(found);
    }
}
