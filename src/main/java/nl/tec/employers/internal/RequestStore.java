package nl.tec.employers.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import nl.tec.employers.AskOffer;
import nl.tec.employers.DayPart;
import nl.tec.employers.OfferPage;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequest.End;
import nl.tec.employers.OfferRequest.How;
import nl.tec.employers.OfferRequest.Obstacle;
import nl.tec.employers.OfferRequest.School;
import nl.tec.employers.OfferRequest.State;
import nl.tec.employers.OfferRequest.Term;
import nl.tec.employers.OfferRequest.Wish;
import nl.tec.employers.OfferRequests.Filter;
import nl.tec.employers.OfferRequests.View;
import nl.tec.hub.Rows;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.WorkingDays;
import nl.tec.programme.Session;
import nl.tec.shared.FormData;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class RequestStore {

    /** Selects everything that pages show about a request, including its dates, in one query. */
    public static final String SELECT = "select " + OfferRows.COLUMNS + """
            , r.ended_how as how, coalesce(r.reason, '') as reason, case when r.session_id is not null then r.chosen end as position,
            r.called_off_at is not null as called_off, r.*, s.name, coalesce(s.town, '') as town, r.class_label as "group", a.name as person, a.email,
            r.asked_at as asked, r.remind_at as remind, r.due_at as due, r.escalated_at as escalated,
            (select string_agg(concat_ws('|', d.position, d.day, d.part, coalesce(nullif(d.obstacle, 'OCCUPIED'), case
                      when r.state <> 'OPEN' then d.obstacle
                      when o.week_most is not null and date_trunc('week', d.day::timestamp)::date in (select offer_full_weeks(o.id))
                        then 'WEEK_FULL'
                      when offer_taken(o, r.site_id, d.day, d.part) then 'OCCUPIED' end)),
                    ',' order by d.position)
             from offer_request_date d where d.request_id = r.id) as dates
            """ + OfferRows.FROM + """
            join offer_request r on r.offer_id = o.id
            join organisations_school_name_v s on s.site_id = r.site_id
            join accounts_account_v a on a.id = r.account_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    RequestStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<OfferRequest> find(long id) {
        return list(List.of(id)).stream().findFirst();
    }

    public List<OfferRequest> list(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + "where r.id in (:ids) order by r.id")
                        .param("ids", ids)
                        .query(RequestStore::request)
                        .list();
    }

    public OfferPage<OfferRequest> list(Filter filter, @Nullable String after, int size) {
        List<String> conditions = new ArrayList<>(List.of(
                switch (filter.view()) {
                    case ESCALATED -> "r.state = 'OPEN' and r.escalated_at is not null";
                    case OPEN -> "r.state = 'OPEN'";
                    case ENDED -> "r.state <> 'OPEN'";
                }));
        Map<String, Object> values = new HashMap<>(Map.of("size", size + 1));
        Collection<Long> organisations = filter.organisationIds();
        Collection<Long> sites = filter.siteIds();
        if (organisations != null) {
            conditions.add("o.organisation_id = any (:organisations::bigint[])");
            values.put("organisations", Rows.array(organisations));
        }
        if (sites != null) {
            conditions.add("r.site_id = any (:sites::bigint[])");
            values.put("sites", Rows.array(sites));
        }
        boolean ended = filter.view() == View.ENDED;
        Optional.ofNullable(after).flatMap(FormData::parseId).ifPresent(id -> {
            conditions.add(ended ? "r.id < :after" : "r.id > :after");
            values.put("after", id);
        });
        List<OfferRequest> rows = jdbc.sql(SELECT + "where " + String.join(" and ", conditions) + " order by r.id"
                        + (ended ? " desc" : "") + " limit :size")
                .params(values)
                .query(RequestStore::request)
                .list();
        return OfferPage.of(rows, size, OfferRequest::id);
    }

    public int countOpen(Collection<Long> organisationIds) {
        return jdbc.sql("""
                select count(*) from offer_request r join offer o on o.id = r.offer_id
                 where r.state = 'OPEN' and o.organisation_id = any (?::bigint[])
                """)
                .param(Rows.array(organisationIds))
                .query(Integer.class)
                .single();
    }

    public int countEscalated() {
        return jdbc.sql("select count(*) from offer_request where state = 'OPEN' and escalated_at is not null")
                .query(Integer.class)
                .single();
    }

    /** Finds and locks a request until the end of the transaction, which serialises concurrent answers. */
    public Optional<OfferRequest> lock(long id) {
        jdbc.sql("select 1 from offer_request where id = ? for update")
                .param(id)
                .query(Integer.class)
                .optional();
        return find(id);
    }

    /** Finds the request that was created by a form. */
    public Optional<Long> findByFormKey(UUID key, long accountId) {
        return jdbc.sql("select id from offer_request where form_key = ? and account_id = ?")
                .params(key, accountId)
                .query(Long.class)
                .optional();
    }

    /** Finds the open request of a class for an offer. */
    public Optional<Long> openOf(long offerId, long classId) {
        return jdbc.sql("select id from offer_request where offer_id = ? and class_id = ? and state = 'OPEN'")
                .params(offerId, classId)
                .query(Long.class)
                .optional();
    }

    /** Returns the Mondays of the weeks in which an offer is full. To add a visit, lock the offer first. */
    public Set<LocalDate> fullWeeks(long offerId) {
        return jdbc.sql("select offer_full_weeks(?)")
                .param(offerId)
                .query(LocalDate.class)
                .set();
    }

    /** Returns the dates that are taken at the default time of the offer. */
    public Set<AskOffer.Date> taken(long offerId, long siteId, List<AskOffer.Date> dates) {
        List<AskOffer.Date> days =
                dates.stream().filter(date -> date.day() != null).toList();
        return jdbc.sql("""
                select n from offer o cross join unnest(:days::date[], :parts::text[]) with ordinality d (day, part, n)
                where o.id = :offer and offer_taken(o, :site, d.day, d.part)
                """)
                .param("days", Rows.array(days.stream().map(AskOffer.Date::day).toList()))
                .param(
                        "parts",
                        Rows.array(days.stream().map(AskOffer.Date::part).toList()))
                .param("offer", offerId)
                .param("site", siteId)
                .query((row, n) -> days.get(row.getInt(1) - 1))
                .set();
    }

    /** Inserts a request; empty if the class has an open request for the offer, or the form was sent twice. */
    public Optional<Long> insert(
            AskOffer command, SchoolClass schoolClass, Sector sector, WorkingDays.Term term, long accountId) {
        Optional<Long> id = jdbc.sql("""
                insert into offer_request (offer_id, site_id, class_id, class_label, sector, account_id, participants, adults,
                                           question, form_key, state, asked_at, remind_at, due_at)
                values (:offer, :site, :class, :label, :sector, :account, :participants, :adults, :question, :key, 'OPEN', :now,
                        :remind, :due)
                on conflict do nothing returning id
                """)
                .param("offer", command.offerId())
                .param("site", schoolClass.siteId())
                .param("class", schoolClass.id())
                .param("label", schoolClass.label())
                .param("sector", sector.name())
                .param("account", accountId)
                .param("participants", command.participants())
                .param("adults", command.adults())
                .param("question", command.question().strip())
                .param("key", command.key())
                .param("now", Rows.now(clock))
                .param("remind", Rows.timestamp(term.half()))
                .param("due", Rows.timestamp(term.end()))
                .query(Long.class)
                .optional();
        id.ifPresent(request -> {
            int position = 0;
            for (AskOffer.Date date : command.dates()) {
                jdbc.sql("insert into offer_request_date (request_id, position, day, part) values (?, ?, ?, ?)")
                        .params(request, ++position, date.day(), date.part().name())
                        .update();
            }
            command.headCounts()
                    .forEach((part, count) -> jdbc.sql("insert into offer_request_part values (?, ?, ?)")
                            .params(request, part, count)
                            .update());
        });
        return id;
    }

    public Map<Long, Integer> headCounts(long requestId) {
        Map<Long, Integer> counts = new TreeMap<>();
        jdbc.sql("select class_part_id, head_count from offer_request_part where request_id = ?")
                .param(requestId)
                .query((row, n) -> counts.put(row.getLong("class_part_id"), row.getInt("head_count")))
                .list();
        return counts;
    }

    public UUID formKey(long requestId) {
        return jdbc.sql("select form_key from offer_request where id = ?")
                .param(requestId)
                .query(UUID.class)
                .single();
    }

    /** Ends a request as accepted. @param adults who come along, as booked */
    public void accept(long id, How how, @Nullable Long by, int chosen, Session session, long bookingId, int adults) {
        jdbc.sql("""
                update offer_request set state = 'ACCEPTED', ended_at = :now, ended_how = :how, ended_by = :by, chosen = :chosen,
                       session_id = :session, told_start = :start, booking_id = :booking, adults = :adults
                where id = :id and state = 'OPEN'
                """)
                .param("now", Rows.now(clock))
                .param("how", how.name())
                .param("by", by)
                .param("chosen", chosen)
                .param("session", session.id())
                .param("start", Rows.timestamp(session.slot().start()))
                .param("booking", bookingId)
                .param("adults", adults)
                .param("id", id)
                .update();
        happened(id, by, State.ACCEPTED.name());
    }

    /** Ends a request otherwise. */
    public void end(long id, State state, How how, @Nullable Long by, String reason) {
        jdbc.sql("""
                update offer_request set state = :state, ended_at = :now, ended_how = :how, ended_by = :by, reason = :reason
                where id = :id and state = 'OPEN'
                """)
                .param("state", state.name())
                .param("now", Rows.now(clock))
                .param("how", how.name())
                .param("by", by)
                .param("reason", reason.isBlank() ? null : reason.strip())
                .param("id", id)
                .update();
        happened(id, by, state.name());
    }

    /** Stores the obstacle of a date. @return whether it was new */
    public boolean impossible(long id, int position, Obstacle obstacle) {
        int changed = jdbc.sql("""
                update offer_request_date set obstacle = :obstacle
                where request_id = :id and position = :position and obstacle is null
                """)
                .param("obstacle", obstacle.name())
                .param("id", id)
                .param("position", position)
                .update();
        if (changed > 0) {
            happened(id, null, "IMPOSSIBLE");
        }
        return changed > 0;
    }

    public void extend(long id, WorkingDays.Term term, long by) {
        jdbc.sql("""
                update offer_request set remind_at = :remind, due_at = :due, reminded_at = null, escalated_at = null
                where id = :id and state = 'OPEN'
                """)
                .param("remind", Rows.timestamp(term.half()))
                .param("due", Rows.timestamp(term.end()))
                .param("id", id)
                .update();
        happened(id, by, "EXTENDED");
    }

    /** Records an event in the history, within the transaction of the event. */
    public void happened(long id, @Nullable Long accountId, String event) {
        jdbc.sql("insert into offer_event (request_id, at, account_id, event) values (?, ?, ?, ?)")
                .params(id, Rows.now(clock))
                .param(accountId)
                .param(event)
                .update();
    }

    public static OfferRequest request(ResultSet row, int number) throws SQLException {
        State state = Rows.constant(row, "state", State.class);
        return new OfferRequest(
                row.getLong("id"),
                state,
                OfferRows.offer(row, number),
                Rows.read(row, School.class),
                row.getInt("participants"),
                row.getInt("adults"),
                row.getString("question"),
                dates(row.getString("dates")),
                Rows.read(row, Term.class),
                state == State.OPEN ? null : Rows.read(row, End.class));
    }

    private static List<Wish> dates(@Nullable String text) {
        List<Wish> dates = new ArrayList<>();
        for (String date : text == null ? List.<String>of() : Arrays.asList(text.split(","))) {
            List<String> parts = Arrays.asList(date.split("\\|"));
            dates.add(new Wish(
                    Integer.parseInt(parts.get(0)),
                    LocalDate.parse(parts.get(1)),
                    DayPart.valueOf(parts.get(2)),
                    parts.size() > 3 ? Obstacle.of(parts.get(3)) : null));
        }
        return List.copyOf(dates);
    }
}
