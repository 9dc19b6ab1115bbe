package nl.tec.declarations;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A mandate to sign on somebody's behalf (volmacht, rules 6).
 *
 * @param by who gave it
 * @param what its scope; may be empty
 * @param from the day on which it was given
 * @param until its last day; null: open-ended
 * @param evidence a reference by which it can be found; may be empty
 */
public record Mandate(
        String by, String what, LocalDate from, @Nullable LocalDate until, String evidence) {

    public boolean validOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
