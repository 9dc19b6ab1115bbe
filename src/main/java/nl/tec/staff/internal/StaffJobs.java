package nl.tec.staff.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Warnings to the people who are planned (rules 4.4). */
@Component
public class StaffJobs {

    private final JdbcClient jdbc;
    private final HubSettings hub;
    private final Outbox outbox;
    private final Clock clock;

    StaffJobs(JdbcClient jdbc, HubSettings hub, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.hub = hub;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Mails the people whose certificate of conduct expires soon; once per certificate. */
    @Transactional
    public void warn() {
        record Due(long id, LocalDate issuedOn, String email, Locale language) {}
        jdbc.sql("""
                update staff_member s set vog_warned_for = s.vog_issued_on
                  from staff_member_v m
                 where m.id = s.id and m.email is not null and (m.ended_on is null or m.ended_on > :today)
                   and s.vog_issued_on <= :expires and s.vog_warned_for is distinct from s.vog_issued_on
                returning s.id, s.vog_issued_on as issued_on, m.email, m.language
                """)
                .param("today", Dates.today(clock))
                .param(
                        "expires",
                        Dates.today(clock)
                                .plusDays(hub.number(Setting.VOG_WARNING_DAYS))
                                .minusYears(hub.number(Setting.VOG_YEARS)))
                .query(Rows.of(Due.class))
                .list()
                .forEach(due -> outbox.put(
                        VogMail.NAME,
                        due.email(),
                        due.language(),
                        Map.of("member", due.id(), "issued", due.issuedOn().toString()),
                        null));
    }

    @Configuration
    static class Schedule {

        @Bean
        RecurringJob staffWarnings(StaffJobs jobs) {
            return new RecurringJob("staff-warnings", Schedules.daily(Dates.ZONE, LocalTime.of(6, 30)), jobs::warn);
        }
    }
}
