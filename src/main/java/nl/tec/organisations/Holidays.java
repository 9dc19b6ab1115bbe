package nl.tec.organisations;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.tec.organisations.internal.HolidayQueries;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds the days without school: holidays of the region, public holidays, and days on which a school or the hub is closed. */
@Service
public class Holidays {

    public enum Kind {
        AUTUMN,
        CHRISTMAS,
        SPRING,
        MAY,
        SUMMER,
        /** A general day off, which Good Friday and most 5ths of May are not. */
        PUBLIC,
        /** A day on which a school or the hub itself is closed. */
        CLOSED
    }

    /**
     * A period without school.
     *
     * @param lastDay the last day, inclusive
     * @param name the name of a public holiday or the reason of a closure; empty for a school holiday, which is named after its kind
     * @param nameEn in English; null if there is none
     * @param siteId the school that is closed; null for everybody
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

    /** Returns the periods between two days, inclusive, in chronological order, including closures of the hub. */
    public List<Free> between(LocalDate from, LocalDate to, HolidayRegion region) {
        return queries.between(from, to, region);
    }

    /** Returns the school holidays of a school year that were not imported. */
    public List<Kind> missing(SchoolYear year, HolidayRegion region) {
        Set<Kind> missing = EnumSet.range(Kind.AUTUMN, Kind.SUMMER);
        missing.removeAll(queries.known(year, region));
        return List.copyOf(missing);
    }

    /** Returns the periods for one school: holidays of its region, and its own closed days. */
    public List<Free> between(LocalDate from, LocalDate to, SchoolSite school) {
        return queries.between(from, to, school);
    }
}
