package nl.tec.lines;

import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * An occasion on which the pupils of a class part did a step.
 *
 * @param label of their class at that time
 * @param activity that they visited; null: they did the step without the hub
 * @param tick of a step without the hub; null: they visited
 */
public record Done(
        LocalDate day,
        String label,
        @Nullable Bilingual activity,
        @Nullable Tick tick) {

    /** @param by the name of the person who ticked it, on the day of {@link Done} */
    public record Tick(long id, TickPlace place, String by) {}
}
