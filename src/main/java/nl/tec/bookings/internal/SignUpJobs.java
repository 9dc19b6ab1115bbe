package nl.tec.bookings.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Scheduled jobs on sign-ups (rules 3, 8). All are idempotent. {@link BookingJobs} expires holds and promotes the waiting list for all
 * kinds of bookings.
 */
@Component
public class SignUpJobs {

    private static final int REMINDER_DAYS = 2;
    private static final int DAYS_APART = 4;
    private static final LocalTime REMINDER_TIME = LocalTime.of(7, 45);
    private static final int NO_SHOW_DAYS_LATE = 3;
    private static final LocalTime NO_SHOW_TIME = LocalTime.of(10, 15);

    private final JdbcClient jdbc;
    private final HubSettings hub;
    private final CapacityStore capacities;
    private final SignUpNotifier news;
    private final TransactionTemplate transaction;

    SignUpJobs(
            JdbcClient jdbc,
            HubSettings hub,
            CapacityStore capacities,
            SignUpNotifier news,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.hub = hub;
        this.capacities = capacities;
        this.news = news;
        this.transaction = transaction;
    }

    /**
     * Reminds participants once, two days before. For a course before each meeting, except shortly after another meeting: a holiday week
     * needs one reminder. Those who signed up later have just had a mail and get none. A reminder missed because of downtime is sent the
     * next day.
     *
     * @param now the clock to go by
     */
    public void remind(Clock now) {
        LocalDate today = Dates.today(now);
        for (int days = 1; days <= REMINDER_DAYS; days++) {
            remind(today.plusDays(days));
        }
    }

    private void remind(LocalDate day) {
        Instant due = Dates.at(day.minusDays(REMINDER_DAYS), REMINDER_TIME);
        jdbc.sql("""
                select b.id from booking b
                  join session_capacity p on p.session_id = b.session_id
                  join sign_up u on u.booking_id = booking_sign_up(b.sign_up_id, b.id)
                where b.kind = 'INDIVIDUAL' and b.state = 'CONFIRMED' and u.email is not null
                  and p.open and p.bookable_until >= :from and p.bookable_until < :to and b.requested_at < :due
                  and not exists (
                    select from booking m join session_capacity q on q.session_id = m.session_id
                    where (m.id = u.booking_id or m.sign_up_id = u.booking_id) and m.state = 'CONFIRMED'
                      and q.bookable_until < p.bookable_until and q.bookable_until > p.bookable_until - :apart * interval '1 day')
                  and not exists (select from mail_outbox_v o where o.dedupe_key = :mail || ':' || b.id || ':' || :day)
                order by b.id
                """)
                .param("from", Rows.startOf(day))
                .param("to", Rows.startOf(day.plusDays(1)))
                .param("due", Rows.timestamp(due))
                .param("apart", DAYS_APART)
                .param("mail", SignUpMail.REMINDER.template())
                .param("day", day.toString())
                .query(Long.class)
                .list()
                .forEach(booking -> news.put(
                        SignUpMail.REMINDER, booking, SignUpMail.REMINDER.template() + ":" + booking + ":" + day));
    }

    /**
     * Expires waiting sign-ups whose mail address was not confirmed within {@link Setting#HOLD_HOURS}, as it may not be theirs.
     *
     * @param now the clock to go by
     */
    public void expireUnconfirmed(Clock now) {
        Instant before = now.instant().minus(Duration.ofHours(hub.number(Setting.HOLD_HOURS)));
        List<Long> sessions =
                jdbc.sql("""
                select distinct b.session_id from booking b
                  join sign_up u on u.booking_id = booking_sign_up(b.sign_up_id, b.id)
                where b.state = 'WAITING' and u.confirmed_at is null and b.requested_at < ? order by 1
                """).param(Rows.timestamp(before)).query(Long.class).list();
        sessions.forEach(session -> transaction.executeWithoutResult(status -> {
            List<Capacity> locked = capacities.lockAll(List.of(session));
            jdbc.sql("""
                    with over as (
                      update booking b set state = 'EXPIRED' from sign_up u
                      where u.booking_id = booking_sign_up(b.sign_up_id, b.id) and b.session_id = any(:sessions::bigint[]) and b.state = 'WAITING'
                        and u.confirmed_at is null and b.requested_at < :before
                      returning b.id, b.participants)
                    insert into booking_event (booking_id, at, event, participants)
                    select id, :now::timestamptz, 'EXPIRED', participants from over
                    """)
                    .param(
                            "sessions",
                            Rows.array(locked.stream().map(Capacity::sessionId).toList()))
                    .param("before", Rows.timestamp(before))
                    .param("now", Rows.timestamp(now.instant()))
                    .update();
        }));
    }

    /**
     * Asks no-shows to cancel next time: once per sign-up, if all its participants stayed away, attendance was recorded, and the hub
     * enabled it ({@link Setting#NO_SHOW_MAIL_DAYS}). Not for courses or several parts of an event. A mail missed because of downtime is
     * sent up to three days later.
     *
     * @param now the clock to go by
     */
    public void askToCancel(Clock now) {
        int days = hub.number(Setting.NO_SHOW_MAIL_DAYS);
        if (days == 0) {
            return;
        }
        LocalDate last = Dates.today(now).minusDays(days);
        jdbc.sql("""
                select b.id from booking b
                  join session_capacity c on c.session_id = b.session_id
                  join sign_up u on u.booking_id = b.id
                where b.kind = 'INDIVIDUAL' and b.state = 'CONFIRMED' and u.email is not null and c.ends_at >= :from and c.ends_at < :to
                  and not exists (select from booking m where m.sign_up_id = b.id)
                  and not exists (select from attendance x where x.session_id = b.session_id and x.booking_id = b.id)
                  and exists (select from attendance x where x.session_id = b.session_id
                                 and (x.person_id is not null or x.booking_id is null and x.head_count = 0))
                order by b.id
                """)
                .param("from", Rows.startOf(last.minusDays(NO_SHOW_DAYS_LATE)))
                .param("to", Rows.startOf(last.plusDays(1)))
                .query(Long.class)
                .list()
                .forEach(booking ->
                        news.put(SignUpMail.NO_SHOW, booking, SignUpMail.NO_SHOW.template() + ":" + booking));
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        RecurringJob remindVisitors(SignUpJobs jobs, Clock clock) {
            return new RecurringJob(
                    "remind-visitors", Schedules.daily(Dates.ZONE, REMINDER_TIME), () -> jobs.remind(clock));
        }

        @Bean
        RecurringJob askNoShowsToCancel(SignUpJobs jobs, Clock clock) {
            return new RecurringJob(
                    "ask-no-shows-to-cancel", Schedules.daily(Dates.ZONE, NO_SHOW_TIME), () -> jobs.askToCancel(clock));
        }

        @Bean
        RecurringJob expireUnconfirmedWaiting(SignUpJobs jobs, Clock clock) {
            return new RecurringJob(
                    "expire-unconfirmed-waiting",
                    FixedDelay.of(Duration.ofMinutes(10)),
                    () -> jobs.expireUnconfirmed(clock));
        }
    }
}
