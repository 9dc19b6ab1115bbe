package nl.tec.programme.internal;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import nl.tec.hub.PageKey;
import nl.tec.hub.PageKey.Keyed;
import nl.tec.hub.PageKey.Page;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.ForWhom;
import nl.tec.programme.ForgivingSearch;
import nl.tec.programme.Programme.Card;
import nl.tec.programme.Programme.Found;
import nl.tec.programme.Programme.FoundSessions;
import nl.tec.programme.Programme.Organiser;
import nl.tec.programme.Programme.Query;
import nl.tec.programme.Programme.SessionsAndEvents;
import nl.tec.programme.Session;
import nl.tec.programme.Who;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class ProgrammeQueries {

    /** An epoch second in the far future, to sort activities without upcoming sessions last. */
    private static final String NEVER = "99999999999";

    /** The select of cards. %s: columns of the audience, sort key, condition of free seats, conditions on sessions and activities. */
    private static final String CARDS = """
            select a.id, a.slug, a.kind, a.takes, a.worlds[1] as world, a.title_nl, a.title_en, a.promise_nl, a.promise_en,
                   %s, a.minutes, a.meetings, a.tags, p.name_nl as venue_nl, p.name_en as venue_en,
                   o.organisation_id as organiser_id, o.name as organiser_name, o.logo as organiser_logo, a.sign_up_url is not null as elsewhere,
                   case a.takes when 'CLASSES' then a.cost_school_cents else a.cost_participant_cents end as cents,
                   coalesce(up.course, false) as course, up.next_start, up.next_end, coalesce(up.sessions, 0) as sessions, coalesce(up.free, 0) as free,
                   %s as sort
            from activity a
            left join venues_venue_name_v p on p.venue_id = a.venue_id
            left join partners_organiser_v o on o.organisation_id = a.organiser_id
            left join (
              select s.activity_id, bool_or(s.course) as course, count(*) as sessions, count(*) filter (where %s) as free, min(s.starts_at) as next_start,
                     (array_agg(s.ends_at order by s.starts_at))[1] as next_end
              from session s left join bookings_session_availability_v v on v.session_id = s.id
              where %s
              group by s.activity_id) up on up.activity_id = a.id
            where %s
            """;

    private static final String SOONEST = "coalesce(extract(epoch from up.next_start), " + NEVER + ")";
    /** The distance of an activity from the hub's focus: 0 for families outside school, 1 for classes of that age, 2 for the rest. */
    private static final String FOCUS = """
            case when a.takes = 'INDIVIDUALS' and a.audiences && :families::text[]
                        and coalesce(a.age_from <= :oldest and a.age_to >= :youngest, true) then 0
                 when a.po_to + 4 > :youngest or a.vo_from + 11 < :oldest then 1
                 else 2 end
            """;

    private static final String BEST = "round(-ts_rank(a.search, q.query)::numeric, 6)";
    /** %s: the language of the titles. */
    private static final String BY_TITLE =
            "row_number() over (order by lower(unaccent(a.title_%s)) collate \"C\", a.id)";

    private static final String QUERY = "(to_tsquery('tec_nl', :query) || to_tsquery('tec_en', :query))";

    private static final String GOALS = """
            select g.code, g.framework_id as framework, g.sector, f.title_nl as framework_title_nl, f.title_en as framework_title_en,
                   g.text_nl, g.text_en
            from curriculum_goal g join curriculum_framework f on f.id = g.framework_id
            """;

    private static final String IN_ORDER = " order by f.position, g.position, g.code";

    private static final ForgivingSearch.Corpus PUBLISHED =
            new ForgivingSearch.Corpus("activity a where a.state = 'PUBLISHED' and a.search", """
            select concat_ws(' ', title_nl, title_en, array_to_string(tags, ' ')) from activity where state = 'PUBLISHED'
            """);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ForgivingSearch forgiving;
    private final SessionQueries sessions;
    private final ProgrammeEventQueries events;

    ProgrammeQueries(
            JdbcClient jdbc,
            Clock clock,
            ForgivingSearch forgiving,
            SessionQueries sessions,
            ProgrammeEventQueries events) {
        this.sessions = sessions;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
        this.forgiving = forgiving;
    }

    public Optional<Activity> find(String slug) {
        return jdbc.sql(ActivityRows.ACTIVITY + "where a.slug = ? and a.state = 'PUBLISHED'")
                .param(slug)
                .query(Rows.of(Activity.class))
                .optional();
    }

    public Optional<Activity> find(long id) {
        return jdbc.sql(ActivityRows.ACTIVITY + "where a.id = ?")
                .param(id)
                .query(Rows.of(Activity.class))
                .optional();
    }

    public List<Activity> list() {
        return jdbc.sql(ActivityRows.ACTIVITY + "where a.state = 'PUBLISHED' order by a.title_nl, a.id")
                .query(Rows.of(Activity.class))
                .list();
    }

    /** Returns the activities in any state, by title. */
    public List<Activity> all() {
        return jdbc.sql(ActivityRows.ACTIVITY + "order by a.title_nl, a.id")
                .query(Rows.of(Activity.class))
                .list();
    }

    public List<CurriculumGoal> goals() {
        return jdbc.sql(GOALS + IN_ORDER).query(Rows.of(CurriculumGoal.class)).list();
    }

    public List<CurriculumGoal> goalsOf(Activity activity) {
        return activity.details().goals().isEmpty()
                ? List.of()
                : jdbc.sql(GOALS + "where g.code in (:codes)" + IN_ORDER)
                        .param("codes", activity.details().goals())
                        .query(Rows.of(CurriculumGoal.class))
                        .list();
    }

    public List<Card> related(Activity activity, int limit) {
        ActivityDetails details = activity.details();
        Where where = new Where()
                .from(clock.instant())
                .activity("a.id <> :id and a.audiences && string_to_array(:audiences, ',') and up.sessions > 0")
                .value("id", activity.id())
                .value("audiences", names(details.forWhom().audiences()))
                .value("worlds", names(details.worlds()))
                .value("world", details.world().name());
        String alike = """
                3 - (a.worlds[1] = :world)::int * 2 - (a.worlds && string_to_array(:worlds, ','))::int
                """;
        return cards(where, alike, "")
                .param("limit", limit)
                .query(ProgrammeQueries::card)
                .list();
    }

    public List<Card> comingUp(int limit) {
        Where where = new Where()
                .from(clock.instant())
                .session(Where.FREE)
                .activity("up.sessions > 0")
                .value("families", Where.names(Audience.Group.FAMILY))
                .value("youngest", Who.FOCUS.from())
                .value("oldest", Who.FOCUS.to());
        return cards(where, FOCUS + " * " + NEVER + " + " + SOONEST, "")
                .param("limit", limit)
                .query(ProgrammeQueries::card)
                .list();
    }

    public Found search(Query query) {
        PageKey key = PageKey.parse(query.page()).orElse(null);
        ForgivingSearch.Answer<CardPage> answer = forgiving.ask(
                PUBLISHED,
                query.text(),
                words -> cardPage(query, words, key),
                page -> page.page().rows().isEmpty());
        CardPage found = answer.found();
        return new Found(
                found.page().rows(),
                found.total(),
                found.page().previous(),
                found.page().next(),
                answer.meant(),
                answer.corrected());
    }

    private record CardPage(Page<Card> page, int total) {}

    private record CountedCard(Keyed<Card> card, int total) {}

    private CardPage cardPage(Query query, ForgivingSearch.@Nullable Words words, @Nullable PageKey key) {
        Where where = asked(query, words);
        if (query.days() != null
                || query.selection().free()
                || query.selection().timed()) {
            where.activity("up.sessions > 0");
        } else if (query.selection().venue() != null) {
            where.activity("(up.sessions > 0 or p.key = :place)");
        }
        List<CountedCard> read = cards(where, sort(query, words), after(key, where))
                .param("limit", query.size() + 1)
                .query((row, n) -> new CountedCard(
                        new Keyed<>(card(row, n), row.getBigDecimal("sort"), row.getLong("id")), row.getInt("total")))
                .list();
        return new CardPage(
                PageKey.page(key, read.stream().map(CountedCard::card).toList(), query.size()),
                read.isEmpty() ? 0 : read.get(0).total());
    }

    private static String sort(Query query, ForgivingSearch.@Nullable Words words) {
        if (query.titles() != null) {
            return BY_TITLE.formatted(query.titles().equals(Texts.DUTCH) ? "nl" : "en");
        }
        return words == null ? SOONEST : BEST;
    }

    private JdbcClient.StatementSpec cards(Where where, String sort, String after) {
        String found = CARDS.formatted(
                ActivityRows.FOR_WHOM,
                sort,
                Where.FREE,
                where.session(Where.START).session(),
                where.activity());
        if (where.values().containsKey("query")) {
            found = found.replace(
                    "from activity a\n", "from activity a cross join (select " + QUERY + " as query) q\n");
        }
        return jdbc.sql("with found as (" + found + ") select *, (select count(*) from found) as total from found "
                        + (after.isEmpty() ? "order by sort, id" : after) + " limit :limit")
                .params(where.values());
    }

    public FoundSessions searchSessions(Query query) {
        PageKey key = PageKey.parse(query.page()).orElse(null);
        ForgivingSearch.Answer<Page<Session>> answer = forgiving.ask(
                PUBLISHED,
                query.text(),
                words -> sessionPage(query, words, key, (rest, where) -> sessions.list(rest, where.values())),
                page -> page.rows().isEmpty());
        Page<Session> found = answer.found();
        return new FoundSessions(found.rows(), found.previous(), found.next(), answer.meant(), answer.corrected());
    }

    public SessionsAndEvents sessionsAndEvents(Query query) {
        PageKey key = PageKey.parse(query.page()).orElse(null);
        LocalDate today = Dates.today(clock);
        List<@Nullable String> versions = new ArrayList<>();
        Page<Session> page = sessionPage(
                query,
                null,
                key,
                (rest, where) -> sessions.list(rest, where.value("today", today).values(), versions::add));
        return new SessionsAndEvents(
                new FoundSessions(page.rows(), page.previous(), page.next(), null, false),
                versions.isEmpty() ? events.published(today, null) : events.coming(versions.get(0), today));
    }

    private Page<Session> sessionPage(
            Query query,
            ForgivingSearch.@Nullable Words words,
            @Nullable PageKey key,
            BiFunction<String, Where, List<Session>> list) {
        Where where = asked(query, words);
        String backwards = key == null || key.forward() ? "" : " desc";
        if (key != null) {
            where.session("(s.starts_at, s.id) %s (to_timestamp(:key), :keyId)".formatted(key.forward() ? ">" : "<"))
                    .value("key", key.value())
                    .value("keyId", key.id());
        }
        // the limit is inlined: as a parameter, it makes PostgreSQL replan every time, which takes longer than the
        // query
        String rest = where.session(Where.START).session() + " and " + where.activity() + "\norder by s.starts_at"
                + backwards + ", s.id" + backwards + " limit " + (query.size() + 1);
        List<Keyed<Session>> read = list.apply(rest, where).stream()
                .map(session -> new Keyed<>(
                        session, BigDecimal.valueOf(session.slot().start().getEpochSecond()), session.id()))
                .toList();
        return PageKey.page(key, read, query.size());
    }

    /** Returns the conditions of a query, on upcoming sessions. */
    private Where asked(Query query, ForgivingSearch.@Nullable Words words) {
        Where where = new Where().selected(query.selection()).from(clock.instant());
        if (words != null) {
            where.activity("a.search @@ " + QUERY).value("query", words.query());
        }
        if (query.days() != null) {
            where.on(query.days());
        }
        if (query.activity() != null) {
            where.activity("a.slug = :slug").value("slug", query.activity());
        }
        return where;
    }

    /** Returns the keyset condition and order of a page. */
    private static String after(@Nullable PageKey key, Where where) {
        if (key == null) {
            return "";
        }
        where.value("key", key.value()).value("keyId", key.id());
        return key.forward()
                ? "where (sort, id) > (:key, :keyId) order by sort, id"
                : "where (sort, id) < (:key, :keyId) order by sort desc, id desc";
    }

    public List<String> slugs() {
        return jdbc.sql("select slug from activity where state = 'PUBLISHED' order by slug")
                .query(String.class)
                .list();
    }

    private static Card card(ResultSet row, int n) throws SQLException {
        OffsetDateTime start = row.getObject("next_start", OffsetDateTime.class);
        OffsetDateTime end = row.getObject("next_end", OffsetDateTime.class);
        return new Card(
                row.getLong("id"),
                row.getString("slug"),
                Rows.constant(row, "kind", ActivityKind.class),
                Rows.constant(row, "takes", ActivityDetails.Takes.class),
                Rows.constant(row, "world", World.class),
                Rows.bilingual(row, "title"),
                Rows.bilingual(row, "promise"),
                Rows.read(row, ForWhom.class),
                row.getInt("minutes"),
                row.getInt("meetings"),
                Rows.texts(row, "tags"),
                row.getString("venue_nl") == null ? null : Rows.bilingual(row, "venue"),
                start == null || end == null ? null : new TimeSlot(start.toInstant(), end.toInstant()),
                row.getInt("sessions"),
                row.getInt("free"),
                row.getBoolean("course"),
                new Money(row.getInt("cents")),
                row.getString("organiser_name") == null ? null : Rows.read(row, Organiser.class, "organiser_"),
                row.getBoolean("elsewhere"));
    }

    public Optional<Organiser> organiser(long organisationId) {
        return jdbc.sql("select organisation_id as id, name, logo from partners_organiser_v where organisation_id = ?")
                .param(organisationId)
                .query(Rows.of(Organiser.class))
                .optional();
    }

    /** Returns the organisers by activity; those of the hub are absent. */
    public Map<Long, Organiser> organisers(Collection<Long> activityIds) {
        return jdbc.sql("""
                select a.id as activity_id, o.organisation_id as id, o.name, o.logo
                  from activity a join partners_organiser_v o on o.organisation_id = a.organiser_id
                 where a.id = any(?::bigint[])
                """).param(Rows.array(activityIds)).query(Rows.byId("activity_id", Rows.of(Organiser.class)));
    }

    private static String names(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).collect(Collectors.joining(","));
    }
}
