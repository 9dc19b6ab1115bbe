package nl.tec.steering;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A source of facts about the conditions. Each module with such facts has a bean; the page shows the facts of all of them, in the order
 * of the beans. At most two queries each.
 */
public interface Evidence {

    /** Returns the facts of a year: of the activities of the school year that starts in it, and the situation at its end (or today). */
    Map<Condition, List<Fact>> of(int year, Locale language);
}
