package nl.tec.venues;

import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A bus of the hub: in one place at a time, with its driver.
 *
 * @param id of the resource it is
 * @param seats of passengers: children and adults together
 * @param from the first day it is there; null: since always
 * @param until the first day it is no longer there; null: nobody knows
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
