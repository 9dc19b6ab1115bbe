package nl.tec.venues;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opening hours of a venue or a room of it (rules 3). Nothing is planned outside its hours, set-up and clean-up included, nor on a day on
 * which it is closed; who closes it first moves or cancels what is still to come. The database has the last word: {@code venue_open}.
 */
@Service
public class OpeningHours {

    /** Fields of the hours, with {@code -} and the number of the weekday behind them. */
    public static final String FROM = "van";

    public static final String UNTIL = "tot";
    public static final String FIRST = "eerste-dag";
    public static final String LAST = "laatste-dag";
    public static final String REASON = "reden";

    private static final int MAX_REASON_LENGTH = 120;
    private static final int MAX_DAYS = 400;

    /** On one day of the week; between its hours. */
    public record Hours(DayOfWeek weekday, LocalTime from, LocalTime until) {}

    /** From the first day to the last, both included. */
    public record Closed(long id, LocalDate first, LocalDate last, String reason) {}

    /** @param hours none: always open. @param closed as far as it is not over */
    public record Opening(List<Hours> hours, List<Closed> closed) {

        public Optional<Hours> on(DayOfWeek weekday) {
            return hours.stream().filter(one -> one.weekday() == weekday).findFirst();
        }
    }

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    OpeningHours(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param room null: of the place */
    public Opening of(Venue venue, @Nullable Room room) {
        Long roomId = room == null ? null : room.id();
        List<Hours> hours = jdbc.sql("""
                select weekday, from_time, until_time from venue_hours
                 where venue_id = :venue and room_id is not distinct from :room::bigint order by weekday
                """)
                .param("venue", venue.id())
                .param("room", roomId)
                .query((row, n) -> new Hours(
                        DayOfWeek.of(row.getInt("weekday")),
                        row.getObject("from_time", LocalTime.class),
                        row.getObject("until_time", LocalTime.class)))
                .list();
        List<Closed> closed = jdbc.sql("""
                select id, first_day, last_day, reason from venue_closed
                 where venue_id = :venue and room_id is not distinct from :room::bigint and last_day >= :today order by first_day, id
                """)
                .param("venue", venue.id())
                .param("room", roomId)
                .param("today", today())
                .query((row, n) -> new Closed(
                        row.getLong("id"),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        row.getString("reason")))
                .list();
        return new Opening(hours, closed);
    }

    /** Instead of the hours there were; refused while something is still to come outside them. @param hours none: always open */
    @Transactional
    public Outcome<Long> save(Venue venue, @Nullable Room room, List<Hours> hours, Actor by) {
        Problems problems = new Problems();
        hours.forEach(one -> problems.addIf(
                !one.from().isBefore(one.until()), UNTIL + "-" + one.weekday().getValue(), "venues.check.untilTime"));
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        lock(venue);
        List<Hours> before = of(venue, room).hours();
        write(venue, room, hours);
        int outside = stillToCome(venue);
        if (outside > 0) {
            write(venue, room, before);
            return Outcome.refused(new Problems().add("", "venues.check.outsideHours", outside));
        }
        audit.add(by, "VENUE_HOURS_CHANGED", "PLACE", venue.id());
        return Outcome.done(venue.id());
    }

    private void write(Venue venue, @Nullable Room room, List<Hours> hours) {
        Long roomId = room == null ? null : room.id();
        jdbc.sql("delete from venue_hours where venue_id = :venue and room_id is not distinct from :room::bigint")
                .param("venue", venue.id())
                .param("room", roomId)
                .update();
        hours.forEach(one -> jdbc.sql("""
                insert into venue_hours (venue_id, room_id, weekday, from_time, until_time)
                values (:venue, :room, :weekday, :from, :until)
                """)
                .param("venue", venue.id())
                .param("room", roomId)
                .param("weekday", one.weekday().getValue())
                .param("from", one.from())
                .param("until", one.until())
                .update());
    }

    /** Closed on these days; refused while something is still to come on one of them. */
    @Transactional
    public Outcome<Long> close(
            Venue venue, @Nullable Room room, LocalDate first, LocalDate last, String reason, Actor by) {
        Problems problems = new Problems()
                .addIf(last.isBefore(first), LAST, "venues.check.lastDay")
                .addIf(last.isBefore(today()), LAST, "venues.check.over")
                .addIf(last.isAfter(first.plusDays(MAX_DAYS)), LAST, "venues.check.days", MAX_DAYS)
                .addIf(reason.isEmpty(), REASON, "venues.check.reason")
                .addIf(reason.length() > MAX_REASON_LENGTH, REASON, "venues.check.tooLong", MAX_REASON_LENGTH);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        lock(venue);
        long id = jdbc.sql("""
                insert into venue_closed (venue_id, room_id, first_day, last_day, reason)
                values (:venue, :room, :first, :last, :reason) returning id
                """)
                .param("venue", venue.id())
                .param("room", room == null ? null : room.id())
                .param("first", first)
                .param("last", last)
                .param("reason", reason)
                .query(Long.class)
                .single();
        int toCome = stillToCome(venue);
        if (toCome > 0) {
            jdbc.sql("delete from venue_closed where id = ?").param(id).update();
            return Outcome.refused(new Problems().add(FIRST, "venues.check.onClosedDays", toCome));
        }
        audit.add(by, "VENUE_CLOSED", "PLACE", venue.id());
        return Outcome.done(id);
    }

    /** Open on these days after all. */
    @Transactional
    public void reopen(Venue venue, long id, Actor by) {
        jdbc.sql("delete from venue_closed where id = ? and venue_id = ?")
                .params(id, venue.id())
                .update();
        audit.add(by, "VENUE_REOPENED", "PLACE", venue.id());
    }

    /** Locks the venue: whoever reserves something here waits, or is waited for. */
    private void lock(Venue venue) {
        jdbc.sql("select id from resource where venue_id = ? order by id for no key update")
                .param(venue.id())
                .query(Long.class)
                .list();
    }

    /** How many sessions are still to come here while it would be closed. */
    private int stillToCome(Venue venue) {
        return jdbc.sql("""
                select count(distinct b.subject_id) from resource r join reservation b on b.resource_id = r.id
                 where r.venue_id = ? and b.subject = 'SESSION' and upper(b.during) > ? and not resource_open(r, b.during)
                """)
                .params(venue.id(), Rows.timestamp(clock.instant()))
                .query(Integer.class)
                .single();
    }

    private LocalDate today() {
        return Dates.dayOf(clock.instant());
    }
}
