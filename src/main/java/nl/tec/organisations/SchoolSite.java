package nl.tec.organisations;

import java.time.LocalDate;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/**
 * A school location (vestiging), rules 1.
 *
 * @param id its id as an organisation
 * @param street with the house number
 * @param brin6 BRIN and location number, {@code 10LK00}
 * @param holidayRegion its own, or that of its municipality
 * @param latitude degrees, of the centre of its postcode area if only that is known; null if its position is unknown
 * @param endedOn the first day on which it takes no part; null: none
 */
public record SchoolSite(
        long id,
        String brin6,
        String name,
        Sector sector,
        @Nullable String street,
        @Nullable String postcode,
        @Nullable String town,
        HolidayRegion holidayRegion,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable LocalDate endedOn) {

    /** Whether the school takes no part any more on a day. */
    public boolean hasEnded(LocalDate day) {
        return endedOn != null && !endedOn.isAfter(day);
    }
}
