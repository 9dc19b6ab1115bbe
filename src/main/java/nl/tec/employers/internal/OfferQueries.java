package nl.tec.employers.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferPage;
import nl.tec.employers.Offers.Filter;
import nl.tec.employers.Offers.Numbers;
import nl.tec.employers.Offers.Visit;
import nl.tec.hub.Rows;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class OfferQueries {

    /** The text that is searched for words. */
    private static final String WORDS = "concat_ws(' ', o.title_nl, o.title_en, o.promise_nl, o.promise_en, org.name)";

    private final JdbcClient jdbc;

    OfferQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Offer> findPublished(long id) {
        return jdbc.sql(OfferRows.SELECT + "where o.id = ? and o.state = 'PUBLISHED' and org.ended_on is null")
                .param(id)
                .query(OfferRows::offer)
                .optional();
    }

    public OfferPage<Offer> search(Filter question, @Nullable String after, int size) {
        List<String> conditions = new ArrayList<>(List.of("o.state = 'PUBLISHED'", "org.ended_on is null"));
        Map<String, Object> values = new HashMap<>(Map.of("size", size + 1));
        ask(question, conditions, values);
        Optional.ofNullable(after).flatMap(FormData::parseId).ifPresent(id -> {
            conditions.add("o.id < :after");
            values.put("after", id);
        });
        List<Offer> rows = jdbc.sql(OfferRows.SELECT + " where " + String.join(" and ", conditions)
                        + " order by o.id desc limit :size")
                .params(values)
                .query(OfferRows::offer)
                .list();
        return OfferPage.of(rows, size, Offer::id);
    }

    public OfferPage<Offer> list(Filter question, Offer.@Nullable State state, @Nullable String after, int size) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>(Map.of("size", size + 1));
        ask(question, conditions, values);
        conditions.add(state == null ? "o.state <> 'ENDED'" : "o.state = :state");
        if (state != null) {
            values.put("state", state.name());
        }
        Optional.ofNullable(after).flatMap(FormData::parseId).ifPresent(id -> {
            conditions.add("""
                    (lower(o.title_nl), o.id) > (select lower(title_nl), id from offer where id = :after)
                    """);
            values.put("after", id);
        });
        List<Offer> rows = jdbc.sql(OfferRows.SELECT + " where " + String.join(" and ", conditions)
                        + " order by lower(o.title_nl), o.id limit :size")
                .params(values)
                .query(OfferRows::offer)
                .list();
        return OfferPage.of(rows, size, Offer::id);
    }

    private static void ask(Filter question, List<String> conditions, Map<String, Object> values) {
        if (question.world() != null) {
            conditions.add("o.worlds @> array[:world]::text[]");
            values.put("world", question.world().name());
        }
        if (question.kind() != null) {
            conditions.add("o.kind = :kind");
            values.put("kind", question.kind().name());
        }
        if (question.discipline() != null) {
            conditions.add("o.disciplines @> array[:discipline]::text[]");
            values.put("discipline", question.discipline().name());
        }
        if (!question.words().isBlank()) {
            conditions.add("(unaccent(" + WORDS
                    + ") ilike unaccent(:part) or word_similarity(unaccent(:words), unaccent(" + WORDS + ")) >= 0.6)");
            values.put("part", OfferRows.part(question.words()));
            values.put("words", question.words().strip());
        }
    }

    public List<Numbers> ofPartner(long organisationId) {
        return jdbc.sql("select " + OfferRows.COLUMNS + ", n.asked, n.yes, n.no, n.open, n.reached" + OfferRows.FROM
                        + """
                cross join lateral (
                  select count(*) as asked, count(*) filter (where r.state = 'ACCEPTED') as yes,
                         count(*) filter (where r.state = 'DECLINED') as no, count(*) filter (where r.state = 'OPEN') as open,
                         coalesce(sum((select sum(a.head_count) from bookings_attendance_v a where a.session_id = r.session_id)), 0) as reached
                  from offer_request r where r.offer_id = o.id) n
                where o.organisation_id = :organisation
                order by o.state = 'ENDED', lower(o.title_nl), o.id
                """)
                .param("organisation", organisationId)
                .query((row, n) -> new Numbers(
                        OfferRows.offer(row, n),
                        row.getInt("asked"),
                        row.getInt("yes"),
                        row.getInt("no"),
                        row.getInt("open"),
                        row.getInt("reached")))
                .list();
    }

    public List<Visit> visits(Collection<Long> organisationIds, int limit) {
        return organisationIds.isEmpty()
                ? List.of()
                : jdbc.sql("""
                select r.id as request_id, o.title_nl, o.title_en, o.worlds[1] as world, s.name as school, r.sector, r.class_label as "group", d.day,
                       r.called_off_at is not null or v.state <> 'CONFIRMED' as called_off, v.participants as expected,
                       (select sum(a.head_count) from bookings_attendance_v a where a.session_id = r.session_id) as reached
                from offer_request r
                join offer o on o.id = r.offer_id
                join offer_request_date d on d.request_id = r.id and d.position = r.chosen
                join organisations_school_name_v s on s.site_id = r.site_id
                join bookings_class_visit_v v on v.booking_id = r.booking_id
                where r.state = 'ACCEPTED' and o.organisation_id in (:organisations)
                order by d.day desc, r.id desc limit :limit
                """)
                        .param("organisations", organisationIds)
                        .param("limit", limit)
                        .query(Rows.of(Visit.class))
                        .list();
    }
}
