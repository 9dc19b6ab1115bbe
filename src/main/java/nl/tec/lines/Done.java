package nl.tec.lines;

import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * An occasion on which pupils of a class did a step.
 *
 * @param label of the class they were in then
 * @param activity that they came to; null when they did the step without the hub
 * @param tick how it was ticked; null when they came
 */
public record Done(
        LocalDate day,
        String label,
        @Nullable Bilingual activity,
        @Nullable Tick tick) {

    /** @param by the name of who ticked it, on the day of {@link Done} */
    public record Tick(long id, TickPlace place, String by) {}
}
