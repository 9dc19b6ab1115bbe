package nl.tec.employers.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferPage;
import nl.tec.employers.Offers;
import nl.tec.hub.Rows;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class JdbcOffers implements Offers {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /** What is looked in for words. */
    private static final String WORDS = "concat_ws(' ', o.title_nl, o.title_en, o.promise_nl, o.promise_en, org.name)";

    private final JdbcClient jdbc;
    private final OfferStore store;
    private final OfferCheck check;
    private final Audit audit;

    JdbcOffers(JdbcClient jdbc, OfferStore store, OfferCheck check, Audit audit) {
        this.jdbc = jdbc;
        this.store = store;
        this.check = check;
        this.audit = audit;
    }

    @Override
    @Transactional
    public Outcome<Offer> create(long organisationId, OfferDetails details, boolean publish, Actor by) {
        if (!OfferCheck.keeps(by, organisationId)) {
            throw new NotFound("organisation " + organisationId);
        }
        Problems problems = publish ? check.publication(details, null, by) : check.draft(details, null, by);
        problems.addIf(!store.canOffer(organisationId), "organisatie", "offers.check.organisation");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.insert(organisationId, publish ? Offer.State.PUBLISHED : Offer.State.DRAFT, details, by);
        audit.add(by, "OFFER_CREATED", "offer", id);
        return Outcome.done(store.get(id));
    }

    @Override
    @Transactional
    public Outcome<Offer> change(long id, int version, OfferDetails details, Actor by) {
        Offer current = lock(id, by);
        if (current.version() != version) {
            return Outcome.refused(OUTDATED);
        }
        Problems problems = current.state() == Offer.State.PUBLISHED
                ? check.publication(details, current, by)
                : check.draft(details, current, by);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.update(id, details, by);
        audit.add(by, "OFFER_CHANGED", "offer", id);
        return Outcome.done(store.get(id));
    }

    @Override
    public Problems check(OfferDetails details, @Nullable Offer before, Actor by) {
        return check.draft(details, before, by);
    }

    @Override
    @Transactional
    public Outcome<Offer> become(long id, Offer.State state, Actor by) {
        Offer current = lock(id, by);
        if (current.state() != state) {
            Problems problems =
                    state == Offer.State.PUBLISHED ? check.publication(current.details(), current, by) : new Problems();
            problems.addIf(state == Offer.State.DRAFT, "", "offers.check.noDraft");
            if (problems.any()) {
                return Outcome.refused(problems);
            }
            store.become(id, state, by);
            audit.add(by, "OFFER_" + state, "offer", id);
        }
        return Outcome.done(store.get(id));
    }

    @Override
    public Offer get(long id, Actor by) {
        return mine(store.get(id), by);
    }

    private Offer lock(long id, Actor by) {
        return mine(store.lock(id), by);
    }

    private static Offer mine(Offer offer, Actor by) {
        if (!OfferCheck.keeps(by, offer.organisationId())) {
            throw new NotFound("offer " + offer.id());
        }
        return offer;
    }

    @Override
    public Optional<Offer> findPublished(long id) {
        return jdbc.sql(OfferRows.SELECT + "where o.id = ? and o.state = 'PUBLISHED' and org.ended_on is null")
                .param(id)
                .query(OfferRows::offer)
                .optional();
    }

    @Override
    public OfferPage<Offer> search(Question question, @Nullable String after, int size) {
        List<String> conditions = new ArrayList<>(List.of("o.state = 'PUBLISHED'", "org.ended_on is null"));
        Map<String, Object> values = new HashMap<>(Map.of("size", size + 1));
        ask(question, conditions, values);
        if (after != null && ID.matcher(after).matches()) {
            conditions.add("o.id < :after");
            values.put("after", Long.valueOf(after));
        }
        List<Offer> rows = jdbc.sql(OfferRows.SELECT + " where " + String.join(" and ", conditions)
                        + " order by o.id desc limit :size")
                .params(values)
                .query(OfferRows::offer)
                .list();
        return page(rows, size);
    }

    @Override
    public OfferPage<Offer> list(Question question, Offer.@Nullable State state, @Nullable String after, int size) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>(Map.of("size", size + 1));
        ask(question, conditions, values);
        conditions.add(state == null ? "o.state <> 'ENDED'" : "o.state = :state");
        if (state != null) {
            values.put("state", state.name());
        }
        if (after != null && ID.matcher(after).matches()) {
            conditions.add("""
                    (lower(o.title_nl), o.id) > (select lower(title_nl), id from offer where id = :after)
                    """);
            values.put("after", Long.valueOf(after));
        }
        List<Offer> rows = jdbc.sql(OfferRows.SELECT + " where " + String.join(" and ", conditions)
                        + " order by lower(o.title_nl), o.id limit :size")
                .params(values)
                .query(OfferRows::offer)
                .list();
        return page(rows, size);
    }

    private static void ask(Question question, List<String> conditions, Map<String, Object> values) {
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

    private static OfferPage<Offer> page(List<Offer> rows, int size) {
        return rows.size() > size
                ? new OfferPage<>(
                        rows.subList(0, size), String.valueOf(rows.get(size - 1).id()))
                : new OfferPage<>(rows, null);
    }

    @Override
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

    @Override
    public List<Visit> visits(Collection<Long> organisationIds, int limit) {
        return organisationIds.isEmpty()
                ? List.of()
                : jdbc.sql("""
                select r.id, o.title_nl, o.title_en, o.worlds[1] as world, s.name as school, r.sector, r.class_label, d.day,
                       r.called_off_at is not null or v.state <> 'CONFIRMED' as called_off, v.participants,
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
                        .query(JdbcOffers::visit)
                        .list();
    }

    private static Visit visit(ResultSet row, int number) throws SQLException {
        return new Visit(
                row.getLong("id"),
                Rows.bilingual(row, "title"),
                Rows.constant(row, "world", World.class),
                row.getString("school"),
                Rows.constant(row, "sector", Sector.class),
                row.getString("class_label"),
                row.getDate("day").toLocalDate(),
                row.getBoolean("called_off"),
                row.getInt("participants"),
                row.getObject("reached") == null ? null : row.getInt("reached"));
    }
}
