package nl.tec.feedback.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.bookings.Participants;
import nl.tec.bookings.Participants.Participant;
import nl.tec.employers.OfferHosts;
import nl.tec.feedback.SurveyAudience;
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
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mails survey requests after a visit: to the people who booked a class or signed up, and to the company that received a class; and one
 * reminder. All recipients get the same link as on the run sheet, so that a mail does not identify an answer.
 */
@Component
public class Requests {

    /** The period for requests; attendance that is recorded later is too late. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    /** The number of days for which requests are kept, to prevent repeated ones. */
    private static final int DAYS_KEPT = 90;

    /** The booking that a request is about. @param host whether it is for the company that received the class */
    private record Key(long bookingId, boolean host) {}

    private record Addressee(Key key, long sessionId, String email, Locale language, Set<SurveyAudience> audiences) {}

    private final JdbcClient jdbc;
    private final Participants participants;
    private final OfferHosts hosts;
    private final Outbox outbox;
    private final HubSettings hub;
    private final TransactionTemplate transaction;

    Requests(
            JdbcClient jdbc,
            Participants participants,
            OfferHosts hosts,
            Outbox outbox,
            HubSettings hub,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.participants = participants;
        this.hosts = hosts;
        this.outbox = outbox;
        this.hub = hub;
        this.transaction = transaction;
    }

    /** Mails everybody who came in the last week and was not mailed yet. @param clock determines the current day */
    public void ask(Clock clock) {
        LocalDate today = Dates.today(clock);
        Set<Key> asked = keys(jdbc.sql("select booking_id, host from survey_request"));
        came(clock.instant().minus(LOOK_BACK), clock.instant()).forEach((key, people) -> {
            if (!asked.contains(key)) {
                transaction.executeWithoutResult(status -> {
                    if (claimed(people.get(0), today)) {
                        people.forEach(to -> put(SurveyMail.ASKED, to));
                    }
                });
            }
        });
        jdbc.sql("delete from survey_request where asked_on < ?")
                .param(today.minusDays(DAYS_KEPT))
                .update();
    }

    private boolean claimed(Addressee to, LocalDate today) {
        return jdbc.sql("""
                        insert into survey_request (booking_id, host, session_id, asked_on) values (?, ?, ?, ?)
                        on conflict (booking_id, host) do nothing
                        """)
                        .params(to.key().bookingId(), to.key().host(), to.sessionId(), today)
                        .update()
                > 0;
    }

    /**
     * Mails one reminder per booking with fewer answers than participants. Answers are anonymous, so the mail asks those who answered to
     * ignore it.
     *
     * @param clock determines the current day
     */
    public void remind(Clock clock) {
        int days = hub.number(Setting.SURVEY_REMINDER_DAYS);
        if (days == 0) {
            return;
        }
        LocalDate today = Dates.today(clock);
        Set<Key> due = keys(jdbc.sql("""
                select r.booking_id, r.host from survey_request r join programme_session_v s on s.id = r.session_id
                 where r.reminded_on is null and r.asked_on <= :due and s.state = 'PUBLISHED'
                   and s.ends_at > :closed
                   and (select coalesce(sum(t.answers), 0) from survey_turnout t
                         where t.session_id = r.session_id and (t.audience = 'HOST') = r.host and t.audience <> 'PUPIL')
                       < (select count(*) from survey_request o where o.session_id = r.session_id and o.host = r.host)
                """)
                .param("due", today.minusDays(days))
                .param("closed", Rows.startOf(today.minusDays(hub.number(Setting.SURVEY_OPEN_DAYS)))));
        if (due.isEmpty()) {
            return;
        }
        Duration ago = LOOK_BACK.plusDays(2L * days + LOOK_BACK.toDays());
        came(clock.instant().minus(ago), clock.instant()).forEach((key, people) -> {
            if (due.contains(key)) {
                transaction.executeWithoutResult(status -> {
                    if (reminded(key, today)) {
                        people.forEach(to -> put(SurveyMail.REMINDER, to));
                    }
                });
            }
        });
    }

    private boolean reminded(Key key, LocalDate today) {
        return jdbc.sql("""
                        update survey_request set reminded_on = ? where booking_id = ? and host = ? and reminded_on is null
                        """).params(today, key.bookingId(), key.host()).update() > 0;
    }

    /** Groups the recipients by the booking that they are asked about. */
    private Map<Key, List<Addressee>> came(Instant from, Instant until) {
        return Stream.concat(
                        participants.attendedBetween(from, until).stream()
                                .map(one -> new Addressee(
                                        new Key(one.bookingId(), false),
                                        one.sessionId(),
                                        one.email(),
                                        one.language(),
                                        audiences(one))),
                        hosts.receivedBetween(from, until).stream()
                                .map(one -> new Addressee(
                                        new Key(one.bookingId(), true),
                                        one.sessionId(),
                                        one.email(),
                                        one.language(),
                                        EnumSet.of(SurveyAudience.HOST))))
                .collect(Collectors.groupingBy(Addressee::key, LinkedHashMap::new, Collectors.toList()));
    }

    private static Set<SurveyAudience> audiences(Participant one) {
        Set<SurveyAudience> asked = EnumSet.noneOf(SurveyAudience.class);
        if (one.ofClass()) {
            asked.add(SurveyAudience.TEACHER);
            asked.add(SurveyAudience.PUPIL);
        }
        one.audiences().forEach(audience -> asked.addAll(SurveyAudience.asked(audience)));
        return asked;
    }

    private void put(SurveyMail mail, Addressee to) {
        outbox.put(
                mail.template(),
                to.email(),
                to.language(),
                Map.of(
                        "booking",
                        to.key().bookingId(),
                        "session",
                        to.sessionId(),
                        "audiences",
                        to.audiences().stream().map(Enum::name).toList()),
                null);
    }

    private static Set<Key> keys(JdbcClient.StatementSpec query) {
        return new HashSet<>(query.query(Rows.of(Key.class)).list());
    }

    /** The schedule of these jobs. */
    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        /** After school, on the day of the visit. */
        @Bean
        RecurringJob askForOpinions(Requests requests, Clock clock) {
            return new RecurringJob("ask-for-opinions", Schedules.daily(Dates.ZONE, LocalTime.of(16, 30)), () -> {
                requests.ask(clock);
                requests.remind(clock);
            });
        }
    }
}
