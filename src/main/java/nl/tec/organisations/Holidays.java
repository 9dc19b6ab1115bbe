package nl.tec.organisations;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.organisations.internal.HolidayQueries;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The free days of schools: holidays of their region, public holidays, and the days on which they or the hub are closed. */
@Service
public class Holidays {

    public enum Kind {
        AUTUMN,
        CHRISTMAS,
        SPRING,
        MAY,
        SUMMER,
        /** Everybody is free: Good Friday and most 5ths of May are not among them. */
        PUBLIC,
        /** A day on which a school or the hub itself is closed. */
        CLOSED
    }

    /**
     * A stretch of days without school.
     *
     * @param lastDay in it
     * @param name as the public holiday is called or why somebody is closed; empty for a school holiday, whose name is that of
     *     its kind
     * @param nameEn in English; null when there is none
     * @param siteId of the school that is closed; null for everybody
     */
    public record Free(
            Kind kind,
            LocalDate firstDay,
            LocalDate lastDay,
            String name,
            @Nullable String nameEn,
            @Nullable Long siteId) {

        public boolean contains(LocalDate day) {
            return !day.isBefore(firstDay) && !day.isAfter(lastDay);
        }
    }

    private final HolidayQueries queries;

    Holidays(HolidayQueries queries) {
        this.queries = queries;
    }

    /** Why there is no school on a day in a region; empty on a school day and in the weekend. The hub's own closed days count. */
    public Optional<Free> on(LocalDate day, HolidayRegion region) {
        return queries.on(day, region);
    }

    /** The same for one school: with its region and its own closed days. */
    public Optional<Free> on(LocalDate day, SchoolSite school) {
        return queries.on(day, school);
    }

    /** All of them from a day to another (in it), in order; for calendars. */
    public List<Free> between(LocalDate from, LocalDate to, HolidayRegion region) {
        return queries.between(from, to, region);
    }

    /** The same for one school: with its region and its own closed days. */
    public List<Free> between(LocalDate from, LocalDate to, SchoolSite school) {
        return queries.between(from, to, school);
    }

    /** Whether the school holidays of a school year are known here. */
    public boolean known(SchoolYear year, HolidayRegion region) {
        return queries.known(year, region);
    }
}
