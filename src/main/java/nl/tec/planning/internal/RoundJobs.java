package nl.tec.planning.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.planning.Round;
import nl.tec.planning.internal.RoundMail.Kind;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Invites the schools of an opening round, reminds those that are not done, and gives those without wishes a last reminder. Of a
 * published plan it reminds the schools that have not answered all their visits.
 */
@Component
public class RoundJobs {

    private static final int REMIND_DAYS = 7;
    private static final int FINAL_REMINDER_DAYS = 2;
    private static final int ANSWER_REMINDER_DAYS = 3;

    /** Reminders are sent from this time of the day, not at night. */
    private static final LocalTime FROM = LocalTime.of(8, 0);

    /** A school that was invited only just, as in a short round, is not reminded. */
    private static final String NOT_READY = "m.invited_at < :day and m.done_at is null";

    private static final String UNANSWERED = """
            m.answer_asked_at is null and exists (
              select from plan_visit v
                join plan_wish w on w.id = v.wish_id
                join bookings_booking_v b on b.id = v.booking_id
                join programme_session_v s on s.id = b.session_id
               where v.round_id = m.round_id and w.site_id = m.site_id and booking_expected(b.state) and s.starts_at > :now and %s)
            """.formatted(PublicationStore.UNANSWERED);

    private final RoundStore rounds;
    private final SchoolMails mails;
    private final JdbcClient jdbc;
    private final Clock clock;

    RoundJobs(RoundStore rounds, SchoolMails mails, JdbcClient jdbc, Clock clock) {
        this.rounds = rounds;
        this.mails = mails;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Sends all mails that are due. Idempotent: each school gets each mail once. */
    @Transactional
    public void run() {
        Instant now = clock.instant();
        ZonedDateTime local = now.atZone(Dates.ZONE);
        LocalDate today = local.toLocalDate();
        for (Round round : rounds.list()) {
            if (!local.toLocalTime().isBefore(FROM)) {
                remindToAnswer(round, today);
            }
            if (round.phase(now) != Round.Phase.OPEN) {
                continue;
            }
            LocalDate last = round.closesOn();
            mailSchools(round, Kind.INVITED, last, "invited_at", "m.invited_at is null", today);
            if (local.toLocalTime().isBefore(FROM)) {
                continue;
            }
            LocalDate reminder = last.minusDays(REMIND_DAYS);
            LocalDate finalReminder = last.minusDays(FINAL_REMINDER_DAYS);
            if (!today.isBefore(finalReminder)) {
                mailSchools(
                        round,
                        Kind.LAST_ASKED,
                        last,
                        "last_asked_at",
                        NOT_READY + " and m.last_asked_at is null and not exists (select from plan_wish w"
                                + " where w.round_id = m.round_id and w.site_id = m.site_id)",
                        finalReminder);
            } else if (!today.isBefore(reminder)) {
                mailSchools(
                        round, Kind.REMINDED, last, "reminded_at", NOT_READY + " and m.reminded_at is null", reminder);
            }
        }
    }

    /** A school whose plan was published only just is not reminded. */
    private void remindToAnswer(Round round, LocalDate today) {
        LocalDate last = round.answerBy();
        if (last == null || round.publishedAt() == null || today.isAfter(last)) {
            return;
        }
        LocalDate reminder = last.minusDays(ANSWER_REMINDER_DAYS);
        if (!today.isBefore(reminder) && Dates.dayOf(round.publishedAt()).isBefore(reminder)) {
            mailSchools(round, Kind.ANSWER_ASKED, last, "answer_asked_at", UNANSWERED, reminder);
        }
    }

    /** @param last the last day to do what is asked */
    private void mailSchools(Round round, Kind kind, LocalDate last, String column, String condition, LocalDate day) {
        List<Long> told = jdbc.sql(
                        "update plan_round_school m set %s = :now where m.round_id = :round and %s returning m.site_id"
                                .formatted(column, condition))
                .param("now", Rows.now(clock))
                .param("day", Rows.startOf(day))
                .param("round", round.id())
                .query(Long.class)
                .list();
        mails.put(
                kind.template(),
                "plan-" + kind + "-" + round.id(),
                told,
                Map.of(
                        "round", round.id(),
                        "year", round.year().toString(),
                        "last", last.toString(),
                        "perClass", round.wishesPerClass(),
                        "invitation", round.invitation()));
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob planRounds(RoundJobs jobs) {
            return new RecurringJob("plan-rounds", FixedDelay.ofSeconds(30), jobs::run);
        }
    }
}
