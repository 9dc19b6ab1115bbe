package nl.tec.bookings.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.organisations.Holidays;
import nl.tec.organisations.Holidays.Free;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.organisations.WorkingDays;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The term in which a school can accept a seat offer (rules 3): {@link Setting#SEAT_OFFER_HOURS} hours of school days. Weekends, its
 * school holidays, public holidays and its closed days do not count.
 */
@Component
class SeatOfferTerm {

    /** An upper bound on the number of days in a row that a school is closed. */
    private static final int MAX_DAYS = 240;

    private final Schools schools;
    private final Holidays holidays;
    private final HubSettings hub;
    private final JdbcClient jdbc;

    SeatOfferTerm(Schools schools, Holidays holidays, HubSettings hub, JdbcClient jdbc) {
        this.schools = schools;
        this.holidays = holidays;
        this.hub = hub;
        this.jdbc = jdbc;
    }

    /** @param bookingId of a class */
    Instant end(Instant now, long bookingId) {
        SchoolSite school = schools.get(jdbc.sql("select site_id from booking where id = ?")
                .param(bookingId)
                .query(Long.class)
                .single());
        LocalDate today = Dates.dayOf(now);
        return end(
                now,
                Duration.ofHours(hub.number(Setting.SEAT_OFFER_HOURS)),
                holidays.between(today, today.plusDays(MAX_DAYS), school));
    }

    /** @param free the days without school, from today */
    static Instant end(Instant now, Duration term, List<Free> free) {
        Instant from = now;
        Duration left = term;
        LocalDate last = Dates.dayOf(now).plusDays(MAX_DAYS);
        for (LocalDate day = Dates.dayOf(now); day.isBefore(last); day = day.plusDays(1)) {
            Instant midnight = Dates.startOf(day.plusDays(1));
            if (WorkingDays.contains(day, free)) {
                Duration today = Duration.between(from, midnight);
                if (left.compareTo(today) <= 0) {
                    return from.plus(left);
                }
                left = left.minus(today);
            }
            from = midnight;
        }
        return from;
    }
}
