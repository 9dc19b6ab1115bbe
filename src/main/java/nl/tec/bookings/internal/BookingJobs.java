package nl.tec.bookings.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.BookingKind;
import nl.tec.bookings.ClassBooking;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Scheduled jobs on bookings (rules 3, 4): expiring seat offers and holds, promoting the waiting list, reminding schools. All are
 * idempotent.
 */
@Component
public class BookingJobs {

    private static final int DAYS_OF_FIRST_REMINDER = 7;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final WaitingList waitingList;
    private final BookingNotifiers notifiers;
    private final BookingQueries bookings;
    private final ClassNotifier notifier;
    private final TransactionTemplate transaction;

    BookingJobs(
            JdbcClient jdbc,
            Clock clock,
            WaitingList waitingList,
            BookingNotifiers notifiers,
            BookingQueries bookings,
            ClassNotifier notifier,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.waitingList = waitingList;
        this.notifiers = notifiers;
        this.bookings = bookings;
        this.notifier = notifier;
        this.transaction = transaction;
    }

    /** Expires overdue seat offers and holds of all sessions, and gives free seats to the waiting bookings that fit. */
    public void expireAndPromote() {
        jdbc.sql("""
                select session_id from booking where deadline <= :now
                union
                select b.session_id
                from booking b join session_capacity p on p.session_id = b.session_id
                where b.state = 'WAITING' and p.open and p.bookable_until > :now
                  and p.taken + b.participants <= p.capacity
                  and (b.kind = 'INDIVIDUAL' or p.classes_taken < p.class_capacity)
                  and not exists (select from session_capacity o where o.course_id = p.course_id and o.taken + b.participants > o.capacity)
                order by 1
                """)
                .param("now", Rows.now(clock))
                .query(Long.class)
                .list()
                .forEach(session -> waitingList.expireAndPromoteNow(List.of(session)));
        closeWaitingLists();
    }

    /**
     * Expires the waiting bookings of sessions that have begun and notifies them once, in one transaction with the mails. A course begins
     * with its first meeting.
     */
    private void closeWaitingLists() {
        transaction.executeWithoutResult(status -> jdbc.sql("""
                with over as (
                  update booking b set state = 'EXPIRED'
                  where b.state = 'WAITING' and booking_sign_up(b.sign_up_id, b.id) in (
                    select booking_sign_up(w.sign_up_id, w.id) from booking w join programme_session_v s on s.id = w.session_id
                    where w.state = 'WAITING' and s.starts_at <= :now::timestamptz)
                  returning b.id, booking_sign_up(b.sign_up_id, b.id) as sign_up, b.kind, b.participants),
                history as (
                  insert into booking_event (booking_id, at, event, participants)
                  select id, :now::timestamptz, 'EXPIRED', participants from over)
                select distinct sign_up, kind from over order by sign_up
                """)
                .param("now", Rows.now(clock))
                .query((row, n) -> Map.entry(row.getLong(1), BookingKind.valueOf(row.getString(2))))
                .list()
                .forEach(over -> notifiers.tell(BookingEvent.WAITED_IN_VAIN, over.getValue(), over.getKey())));
    }

    /**
     * Reminds schools a week and a day before the visit; idempotent. The reminder of the week is sent a day late if it was missed because
     * of downtime.
     */
    public void remind() {
        Instant now = clock.instant();
        LocalDate today = Dates.dayOf(now);
        remind(today.plusDays(DAYS_OF_FIRST_REMINDER), ClassMail.REMINDER_WEEK, now);
        // who booked since has just had a mail
        remind(today.plusDays(DAYS_OF_FIRST_REMINDER - 1), ClassMail.REMINDER_WEEK, Dates.startOf(today));
        remind(today.plusDays(1), ClassMail.REMINDER_DAY, now);
    }

    private void remind(LocalDate day, ClassMail mail, Instant bookedBefore) {
        List<Long> due = jdbc.sql("""
                select b.id from booking b join programme_session_v s on s.id = b.session_id
                where b.kind = 'CLASS' and b.state = 'CONFIRMED' and s.starts_at >= :from and s.starts_at < :to
                  and b.requested_at <= :bookedBefore
                  and not exists (select from mail_outbox_v o where o.dedupe_key = :mail || ':' || b.id || ':' || :day || ':1')
                order by b.id
                """)
                .param("from", Rows.startOf(day))
                .param("to", Rows.startOf(day.plusDays(1)))
                .param("bookedBefore", Rows.timestamp(bookedBefore))
                .param("mail", mail.template())
                .param("day", day.toString())
                .query(Long.class)
                .list();
        for (ClassBooking booking : bookings.list(due)) {
            // to all recipients or none, because the first mail says that it is done
            transaction.executeWithoutResult(
                    status -> notifier.put(mail, booking, mail.template() + ":" + booking.id() + ":" + day));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        RecurringJob expireAndPromote(BookingJobs jobs) {
            return new RecurringJob("expire-and-promote", FixedDelay.of(Duration.ofMinutes(1)), jobs::expireAndPromote);
        }

        @Bean
        RecurringJob remindSchools(BookingJobs jobs) {
            return new RecurringJob("remind-schools", Schedules.daily(Dates.ZONE, LocalTime.of(7, 30)), jobs::remind);
        }
    }
}
