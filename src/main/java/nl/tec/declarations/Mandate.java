package nl.tec.declarations;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf somebody signs (volmacht, rules 6).
 *
 * @param by who gave it
 * @param what for what; may be empty
 * @param from when it was given
 * @param until its last day; null: without an end
 * @param evidence a number or a text by which it can be found; may be empty
 */
public record Mandate(
        String by, String what, LocalDate from, @Nullable LocalDate until, String evidence) {

    public boolean validOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
