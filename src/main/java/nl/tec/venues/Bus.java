package nl.tec.venues;

import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A bus of the hub: in one place at a time, with its driver.
 *
 * @param id of its resource
 * @param seats for passengers, children and adults together
 * @param from the first day of use; null: always
 * @param until the first day after its use; null: unknown
 */
public record Bus(
        long id,
        String key,
        Bilingual name,
        int seats,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {

    public boolean ridesOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
    }
}
