package nl.tec.planning.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.planning.PlannedVisit;
import nl.tec.planning.Publication;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores publications and the visits that they planned. */
@Component
public class PublicationStore {

    private static final String PUBLICATION = """
            select p.*, (select count(*) from plan_prepared_session s where s.round_id = p.round_id) as prepared from plan_publication p
            """;

    /** The session of an answer is the one it is about: a visit that has moved since has to be answered again. */
    private static final String VISIT = """
            select v.id, v.round_id, v.wish_id, v.booking_id, b.session_id, v.note, v.returns_at,
                   case when b.session_id <> v.session_id and v.answer <> 'GIVEN_BACK' then 'OPEN' else v.answer end as answer, w.site_id,
                   n.name as school, w.label, a.title_nl, a.title_en, a.worlds[1] as world, s.starts_at as start, s.ends_at as end,
                   'a' || s.activity_id as activity, coalesce('r' || s.room_id, 'v' || s.venue_id, '') as place,
                   coalesce(l.name_nl, '') as place_nl, coalesce(l.name_en, '') as place_en, booking_expected(b.state) as is_coming,
                   b.state = 'CANCELLED' and b.cancelled_by = 'TEC' and s.state = 'CANCELLED' as is_called_off
              from plan_visit v
              join plan_wish w on w.id = v.wish_id
              join organisations_school_name_v n on n.site_id = w.site_id
              join bookings_booking_v b on b.id = v.booking_id
              join programme_session_v s on s.id = b.session_id
              join programme_activity_v a on a.id = s.activity_id
              left join venues_venue_name_v l on l.venue_id = s.venue_id
            """;

    /** As the answer in {@link #VISIT}. */
    static final String UNANSWERED = "(v.answer = 'OPEN' or v.answer <> 'GIVEN_BACK' and b.session_id <> v.session_id)";

    private final JdbcClient jdbc;

    PublicationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Publication> find(long roundId) {
        return jdbc.sql(PUBLICATION + " where p.round_id = ?")
                .param(roundId)
                .query(Rows.of(Publication.class))
                .optional();
    }

    /** Finds and locks a publication until the end of the transaction. */
    public Optional<Publication> lock(long roundId) {
        jdbc.sql("select round_id from plan_publication where round_id = ? for update")
                .param(roundId)
                .query(Long.class)
                .optional();
        return find(roundId);
    }

    public List<Publication> preparing() {
        return jdbc.sql(PUBLICATION + " where p.state = 'PREPARING' order by p.started_at")
                .query(Rows.of(Publication.class))
                .list();
    }

    /** Starts a publication, or restarts it after a failure; false if it is running or done. */
    public boolean begin(long roundId, long proposalId, Instant publishAt, LocalDate answerBy, Actor by, Instant now) {
        return jdbc.sql("""
                insert into plan_publication (round_id, proposal_id, state, publish_at, answer_by, started_by, started_at)
                values (:round, :proposal, 'PREPARING', :publishAt, :answerBy, :by, :now)
                on conflict (round_id) do update set
                  proposal_id = excluded.proposal_id, state = 'PREPARING', publish_at = excluded.publish_at,
                  answer_by = excluded.answer_by, fault = null, fault_about = null, started_by = excluded.started_by,
                  started_at = excluded.started_at
                where plan_publication.state = 'FAILED'
                """)
                        .param("round", roundId)
                        .param("proposal", proposalId)
                        .param("publishAt", Rows.timestamp(publishAt))
                        .param("answerBy", answerBy)
                        .param("by", by.accountId())
                        .param("now", Rows.timestamp(now))
                        .update()
                == 1;
    }

    public void fail(long roundId, String fault, @Nullable String about, Instant now) {
        jdbc.sql("""
                update plan_publication set state = 'FAILED', fault = :fault, fault_about = :about, finished_at = :now
                 where round_id = :round and state = 'PREPARING'
                """)
                .param("fault", fault)
                .param("about", about)
                .param("now", Rows.timestamp(now))
                .param("round", roundId)
                .update();
    }

    public void done(Publication publication, Instant now) {
        jdbc.sql("update plan_publication set state = 'DONE', finished_at = ? where round_id = ?")
                .params(Rows.timestamp(now), publication.roundId())
                .update();
        jdbc.sql("update plan_round set published_at = ?, answer_by = ?, version = version + 1 where id = ?")
                .params(Rows.timestamp(now), publication.answerBy(), publication.roundId())
                .update();
    }

    /** Returns the draft sessions by candidate. */
    public Map<Long, Long> prepared(long roundId) {
        return jdbc.sql("select candidate, session_id from plan_prepared_session where round_id = ?")
                .param(roundId)
                .query(Rows.byId("candidate", (row, n) -> row.getLong("session_id")));
    }

    public void addPrepared(long roundId, long candidate, long sessionId) {
        jdbc.sql("insert into plan_prepared_session (round_id, candidate, session_id) values (?, ?, ?)")
                .params(roundId, candidate, sessionId)
                .update();
    }

    public void deletePrepared(long roundId) {
        jdbc.sql("delete from plan_prepared_session where round_id = ?")
                .param(roundId)
                .update();
    }

    public void addVisit(long roundId, long wishId, long sessionId, long bookingId, Instant now) {
        jdbc.sql("insert into plan_visit (round_id, wish_id, session_id, booking_id, made_at) values (?, ?, ?, ?, ?)")
                .params(roundId, wishId, sessionId, bookingId, Rows.timestamp(now))
                .update();
    }

    /** Returns visits in chronological order. @param siteId null: of all schools */
    public List<PlannedVisit> visits(long roundId, @Nullable Long siteId) {
        return jdbc.sql(VISIT + """
                 where v.round_id = :round and (:site::bigint is null or w.site_id = :site)
                 order by s.starts_at, n.name, w.label
                """)
                .param("round", roundId)
                .param("site", siteId)
                .query(Rows.of(PlannedVisit.class))
                .list();
    }

    /**
     * The bus of a visit.
     *
     * @param ride identifies the ride; visits with the same ride share the bus
     * @param own the number of people of the visit
     * @param people the number of people on the bus, including those of other visits
     */
    public record OnBus(long bookingId, long busId, Bilingual name, long ride, int own, int people, TimeSlot during) {}

    /** Returns the buses of the visits of a round that have not ended. */
    public List<OnBus> buses(long roundId, Instant now) {
        return jdbc.sql("""
                select b.booking_id, b.bus_id, b.name_nl, b.name_en, b.ride, b.people as own, lower(b.during) as during_start,
                       upper(b.during) as during_end,
                       (select sum(o.people) from venues_bus_of_visit_v o where o.ride = b.ride)::int as people
                  from plan_visit v join venues_bus_of_visit_v b on b.booking_id = v.booking_id
                 where v.round_id = :round and upper(b.during) > :now order by lower(b.during), b.booking_id
                """)
                .param("round", roundId)
                .param("now", Rows.timestamp(now))
                .query(Rows.of(OnBus.class))
                .list();
    }

    /** Somebody who guides a session of a round. */
    public record Guiding(long sessionId, long memberId, String name) {}

    /** Returns the guides of the sessions of a round that have not ended. */
    public List<Guiding> guides(long roundId, Instant now) {
        return jdbc.sql("""
                select distinct w.session_id, w.member_id, w.name
                  from plan_visit v
                  join bookings_booking_v b on b.id = v.booking_id
                  join staff_assignment_v w on w.session_id = b.session_id
                 where v.round_id = :round and upper(w.during) > :now order by w.session_id, w.member_id
                """)
                .param("round", roundId)
                .param("now", Rows.timestamp(now))
                .query(Rows.of(Guiding.class))
                .list();
    }

    public Optional<PlannedVisit> visit(long id) {
        return jdbc.sql(VISIT + " where v.id = ?")
                .param(id)
                .query(Rows.of(PlannedVisit.class))
                .optional();
    }

    /** Records an answer to a visit as it was read: when its booking moves at this moment, the visit has to be answered again. */
    public void answer(PlannedVisit visit, PlannedVisit.Answer answer, String note, Actor by, Instant now) {
        jdbc.sql("""
                update plan_visit
                   set answer = :answer, note = :note, answered_at = :now, answered_by = :by, session_id = :session
                 where id = :id and answer <> 'GIVEN_BACK'
                """)
                .param("answer", answer.name())
                .param("note", note)
                .param("now", Rows.timestamp(now))
                .param("by", by.accountId())
                .param("session", visit.sessionId())
                .param("id", visit.id())
                .update();
    }

    /** Visits of a round that wait for somebody. @param answerBy the last day on which schools answer */
    public record Waiting(long roundId, LocalDate answerBy, int visits) {}

    /** Returns the first round with visits still to come for which a school asks a change, and how many; empty if there are none. */
    public Optional<Waiting> changesAsked(Instant now) {
        return waiting("v.answer = 'CHANGE_ASKED' and b.session_id = v.session_id", List.of(), now);
    }

    /** Returns the first round in which these schools still have visits to answer, and how many; empty if there are none. */
    public Optional<Waiting> unanswered(Collection<Long> siteIds, Instant now) {
        return siteIds.isEmpty()
                ? Optional.empty()
                : waiting(
                        UNANSWERED + " and r.answer_by >= (:now::timestamptz at time zone 'Europe/Amsterdam')::date",
                        siteIds,
                        now);
    }

    /** @param siteIds empty: of all schools */
    private Optional<Waiting> waiting(String condition, Collection<Long> siteIds, Instant now) {
        return jdbc.sql("""
                        select r.id as round_id, r.answer_by, count(*)::int as visits
                          from plan_visit v
                          join plan_round r on r.id = v.round_id
                          join plan_wish w on w.id = v.wish_id
                          join bookings_booking_v b on b.id = v.booking_id
                          join programme_session_v s on s.id = b.session_id
                         where booking_expected(b.state) and s.starts_at > :now and r.answer_by is not null
                           and (:sites::bigint[] = '{}' or w.site_id = any (:sites::bigint[])) and %s
                         group by r.id order by r.answer_by, r.id limit 1
                        """.formatted(condition))
                .param("now", Rows.timestamp(now))
                .param("sites", Rows.array(siteIds))
                .query(Rows.of(Waiting.class))
                .optional();
    }

    /** Gives a visit back: it is cancelled at that moment, unless it is kept before. */
    public void giveBack(PlannedVisit visit, String note, Instant returnsAt, Actor by, Instant now) {
        answer(visit, PlannedVisit.Answer.GIVEN_BACK, note, by, now);
        jdbc.sql("update plan_visit set returns_at = ? where id = ?")
                .params(Rows.timestamp(returnsAt), visit.id())
                .update();
    }

    /** Keeps a visit that was given back; false if it is not given back, or cancelled already. */
    public boolean keep(long visitId) {
        return jdbc.sql("""
                        update plan_visit set answer = 'OPEN', note = '', answered_at = null, answered_by = null, returns_at = null
                         where id = ? and returns_at is not null
                        """).param(visitId).update() == 1;
    }

    /** Returns the visits that were given back and are due to be cancelled. */
    public List<Long> returning(Instant now) {
        return jdbc.sql("select id from plan_visit where returns_at <= ? order by returns_at, id")
                .param(Rows.timestamp(now))
                .query(Long.class)
                .list();
    }

    /** A visit whose booking was cancelled. @param isHeld whether its session is held all the same */
    public record Cancelled(long id, boolean isHeld) {}

    /** Returns the visits whose bookings were cancelled until then, by whomever, and that are not released yet. */
    public List<Cancelled> cancelled(Instant until) {
        return jdbc.sql("""
                select v.id, s.state = 'PUBLISHED' and s.cancels_at is null as is_held
                  from plan_visit v
                  join bookings_booking_v b on b.id = v.booking_id
                  join programme_session_v s on s.id = b.session_id
                 where v.answer <> 'GIVEN_BACK' and v.released_at is null and b.state = 'CANCELLED' and b.cancelled_at <= ?
                 order by is_held, b.cancelled_at, v.id
                """)
                .param(Rows.timestamp(until))
                .query(Rows.of(Cancelled.class))
                .list();
    }

    /** Marks a cancelled visit as released: its wish can be met again, and its place is offered now. @return false if it was before */
    public boolean release(long visitId, Instant now) {
        return jdbc.sql(
                                "update plan_visit set released_at = ? where id = ? and released_at is null and answer <> 'GIVEN_BACK'")
                        .params(Rows.timestamp(now), visitId)
                        .update()
                == 1;
    }

    /** Returns the wishes of a round that were left out, and of which the class has booked one of the activities in another way. */
    public Set<Long> metOutsideThePlan(long roundId) {
        return jdbc.sql("""
                select w.id
                  from plan_wish w
                  join plan_round r on r.id = w.round_id
                  join organisations_school_class_v c on c.site_id = w.site_id and c.school_year = r.school_year and c.label = w.label
                  join bookings_booking_v b on b.class_id = c.id and booking_expected(b.state)
                  join programme_session_v s on s.id = b.session_id and s.activity_id = any (w.choices)
                 where w.round_id = ? and not exists (select from plan_visit v where v.booking_id = b.id)
                """).param(roundId).query(Long.class).set();
    }

    /** Marks a visit that was given back as due no longer. @return the account that gave it back; empty if it was kept meanwhile */
    public Optional<Long> returned(long visitId) {
        return jdbc.sql(
                        "update plan_visit set returns_at = null where id = ? and returns_at is not null returning answered_by")
                .param(visitId)
                .query(Long.class)
                .optional();
    }

    /** Accepts visits that a school has not answered, as they were read. */
    public void accept(List<PlannedVisit> visits, Actor by, Instant now) {
        jdbc.sql("""
                update plan_visit v set answer = 'ACCEPTED', answered_at = :now, answered_by = :by, session_id = a.session
                  from unnest(:ids::bigint[], :sessions::bigint[]) as a (id, session), bookings_booking_v b
                 where v.id = a.id and b.id = v.booking_id and %s
                """.formatted(UNANSWERED))
                .param("now", Rows.timestamp(now))
                .param("by", by.accountId())
                .param("ids", Rows.array(visits.stream().map(PlannedVisit::id).toList()))
                .param(
                        "sessions",
                        Rows.array(visits.stream().map(PlannedVisit::sessionId).toList()))
                .update();
    }
}
