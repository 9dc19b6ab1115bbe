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

/** Invites the schools of an opening round, reminds those that are not done, and gives those without wishes a last reminder. */
@Component
public class RoundJobs {

    private static final int REMIND_DAYS = 7;
    private static final int FINAL_REMINDER_DAYS = 2;

    /** Reminders are sent from this time of the day, not at night. */
    private static final LocalTime FROM = LocalTime.of(8, 0);

    /** A school that was invited only just, as in a short round, is not reminded. */
    private static final String NOT_READY = "m.invited_at < :day and m.done_at is null";

    private final RoundRecords rounds;
    private final SchoolMails mails;
    private final JdbcClient jdbc;
    private final Clock clock;

    RoundJobs(RoundRecords rounds, SchoolMails mails, JdbcClient jdbc, Clock clock) {
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
            if (round.phase(now) != Round.Phase.OPEN) {
                continue;
            }
            mailSchools(round, Kind.INVITED, "invited_at", "m.invited_at is null", today);
            if (local.toLocalTime().isBefore(FROM)) {
                continue;
            }
            LocalDate reminder = round.closesOn().minusDays(REMIND_DAYS);
            LocalDate finalReminder = round.closesOn().minusDays(FINAL_REMINDER_DAYS);
            if (!today.isBefore(finalReminder)) {
                mailSchools(
                        round,
                        Kind.LAST_ASKED,
                        "last_asked_at",
                        NOT_READY + " and m.last_asked_at is null and not exists (select from plan_wish w"
                                + " where w.round_id = m.round_id and w.site_id = m.site_id)",
                        finalReminder);
            } else if (!today.isBefore(reminder)) {
                mailSchools(round, Kind.REMINDED, "reminded_at", NOT_READY + " and m.reminded_at is null", reminder);
            }
        }
    }

    private void mailSchools(Round round, Kind kind, String column, String condition, LocalDate day) {
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
                        "last", round.closesOn().toString(),
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
