package nl.tec.employers.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequest.How;
import nl.tec.employers.OfferRequest.State;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Processes unanswered requests (rules 6): reminds halfway, escalates at the end of the term, and expires after the last date; also
 * follows up cancelled and moved visits. Each step locks its rows with {@code for update skip locked} and stores its mails in the same
 * transaction, so that concurrent nodes or repeated runs mail nothing twice.
 */
@Component
public class OfferJobs {

    private static final int AT_ONCE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(OfferJobs.class);

    private final JdbcClient jdbc;
    private final RequestStore store;
    private final OfferNotifier news;
    private final OfferVisits visits;
    private final Sessions sessions;
    private final OfferStore offers;
    private final Accounts accounts;
    private final Texts texts;
    private final TransactionTemplate transaction;

    OfferJobs(
            JdbcClient jdbc,
            RequestStore store,
            OfferNotifier news,
            OfferVisits visits,
            Sessions sessions,
            OfferStore offers,
            Accounts accounts,
            Texts texts,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.store = store;
        this.news = news;
        this.visits = visits;
        this.sessions = sessions;
        this.offers = offers;
        this.accounts = accounts;
        this.texts = texts;
        this.transaction = transaction;
    }

    /** Processes everything that is due. @param now the clock that decides */
    public void run(Clock now) {
        Instant moment = now.instant();
        expire(moment);
        escalate(moment);
        remind(moment);
        notifyCancelledVisits(moment);
        notifyMovedVisits();
    }

    /** Expires the requests whose last date is today or earlier. */
    private void expire(Instant now) {
        LocalDate today = Dates.dayOf(now);
        each(
                """
                select r.id from offer_request r
                where r.state = 'OPEN' and not exists (select from offer_request_date d where d.request_id = r.id and d.day > :today)
                order by r.id limit :limit for update of r skip locked
                """,
                now,
                request -> {
                    store.end(request.id(), State.EXPIRED, How.CLOCK, null, "");
                    news.tell(OfferMail.EXPIRED, store.find(request.id()).orElseThrow());
                },
                today);
    }

    private void escalate(Instant now) {
        each(
                """
                with due as (
                  select id from offer_request where state = 'OPEN' and escalated_at is null and due_at <= :now
                  order by id limit :limit for update skip locked)
                update offer_request r set escalated_at = :now from due where r.id = due.id returning r.id
                """,
                now,
                request -> {
                    store.happened(request.id(), null, "ESCALATED");
                    news.tell(OfferMail.ESCALATED, request);
                },
                null);
    }

    /** Reminds companies of open requests that are not escalated. */
    private void remind(Instant now) {
        each(
                """
                with due as (
                  select id from offer_request
                  where state = 'OPEN' and escalated_at is null and reminded_at is null and remind_at <= :now
                  order by id limit :limit for update skip locked)
                update offer_request r set reminded_at = :now from due where r.id = due.id returning r.id
                """,
                now,
                request -> {
                    store.happened(request.id(), null, "REMINDED");
                    news.tell(OfferMail.REMINDER, request);
                },
                null);
    }

    /** Processes the selected requests in batches, each in its own transaction. */
    private void each(String sql, Instant now, Consumer<OfferRequest> work, @Nullable LocalDate today) {
        int done;
        do {
            Integer count = transaction.execute(status -> {
                List<Long> ids = jdbc.sql(sql)
                        .param("now", Rows.timestamp(now))
                        .param("today", today)
                        .param("limit", AT_ONCE)
                        .query(Long.class)
                        .list();
                store.list(ids).forEach(work);
                return ids.size();
            });
            done = count == null ? 0 : count;
        } while (done == AT_ONCE);
    }

    /** Cancels the sessions of visits that the school or the hub has cancelled, and notifies the companies. */
    private void notifyCancelledVisits(Instant now) {
        List<Long> ids = jdbc.sql("""
                select r.id from offer_request r join bookings_class_visit_v v on v.booking_id = r.booking_id
                where r.state = 'ACCEPTED' and r.called_off_at is null and v.state = 'CANCELLED' order by r.id
                """).query(Long.class).list();
        alone(ids, id -> {
            int mine = jdbc.sql("update offer_request set called_off_at = ? where id = ? and called_off_at is null")
                    .params(Rows.timestamp(now), id)
                    .update();
            OfferRequest request = store.find(id).orElseThrow();
            OfferRequest.Visit visit = request.visit();
            if (mine == 0 || visit == null) {
                return;
            }
            Session session = sessions.find(visit.sessionId()).orElseThrow();
            visits.callOff(
                    session.id(),
                    texts.text(Texts.DUTCH, "offers.calledOff"),
                    accounts.find(offers.lastEditor(request.offer().id()))
                            .map(Account::actor)
                            .orElseThrow());
            news.visit(OfferMail.CALLED_OFF, request, session);
        });
    }

    /** Notifies companies of visits that the hub has moved, unless they were moved back in the meantime. */
    private void notifyMovedVisits() {
        List<Long> ids = jdbc.sql("""
                select r.id from offer_request r join bookings_class_visit_v v on v.booking_id = r.booking_id
                where r.state = 'ACCEPTED' and r.called_off_at is null and v.state = 'CONFIRMED' and v.starts_at <> r.told_start
                order by r.id
                """).query(Long.class).list();
        alone(ids, id -> {
            int mine = jdbc.sql("""
                    update offer_request r set told_start = v.starts_at, moves = moves + 1 from bookings_class_visit_v v
                    where r.id = ? and v.booking_id = r.booking_id and v.starts_at <> r.told_start
                    """).param(id).update();
            if (mine > 0) {
                store.happened(id, null, "MOVED");
                OfferRequest request = store.find(id).orElseThrow();
                OfferRequest.Visit visit = Objects.requireNonNull(request.visit());
                Session session = sessions.find(visit.sessionId()).orElseThrow();
                news.visit(OfferMail.MOVED, request, session);
            }
        });
    }

    /** Processes each request in its own transaction. A failure does not affect the others. */
    private void alone(List<Long> ids, LongConsumer work) {
        for (long id : ids) {
            try {
                transaction.executeWithoutResult(status -> work.accept(id));
            } catch (RuntimeException e) {
                LOG.warn("the visit of request {} could not be followed up; it is tried again", id, e);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        RecurringJob offerQuestions(OfferJobs jobs, Clock clock) {
            return new RecurringJob("offer-questions", FixedDelay.of(Duration.ofMinutes(10)), () -> jobs.run(clock));
        }
    }
}
