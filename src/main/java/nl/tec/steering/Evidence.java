package nl.tec.steering;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The facts about how far the conditions are met, measured where it can be. A bean for each module that knows something;
 * the page shows what they all say, in the order of the beans. At most two queries each.
 */
public interface Evidence {

    /** Returns the facts of a year: about the activities of the school year that starts in it, and the stand at its end (or today). */
    Map<Condition, List<Fact>> of(int year, Locale language);
}
