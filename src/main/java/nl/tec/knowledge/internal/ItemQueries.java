package nl.tec.knowledge.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.documents.FileStore;
import nl.tec.documents.StoredFile;
import nl.tec.hub.PageKey;
import nl.tec.hub.PageKey.Keyed;
import nl.tec.hub.PageKey.Page;
import nl.tec.hub.Rows;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemAccess;
import nl.tec.knowledge.Library.Card;
import nl.tec.knowledge.Library.Found;
import nl.tec.knowledge.LibraryAdministration;
import nl.tec.knowledge.LibraryQuestion;
import nl.tec.programme.ActivityMaterial;
import nl.tec.programme.ForgivingSearch;
import nl.tec.programme.LearningLine;
import nl.tec.programme.Who;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class ItemQueries implements ActivityMaterial {

    /** The public items, which spelling suggestions are based on: suggestions are shown to everybody who searches. */
    private static final ForgivingSearch.Corpus OPEN = new ForgivingSearch.Corpus(
            "knowledge_item k where k.state = 'PUBLISHED' and k.access = 'PUBLIC' and k.search", """
            select concat_ws(' ', title_nl, title_en, array_to_string(tags, ' ')) from knowledge_item
             where state = 'PUBLISHED' and access = 'PUBLIC'
            """);

    /** Selects the items that the programme manager sees: all except an organisation's own drafts that were never submitted. */
    private static final String SEEN = " not (k.own and k.state = 'DRAFT' and k.moderation is null) ";

    private static final ForgivingSearch.Corpus KEPT = new ForgivingSearch.Corpus(
            "knowledge_item k where " + SEEN + " and k.search",
            "select concat_ws(' ', title_nl, title_en, array_to_string(tags, ' ')) from knowledge_item k where "
                    + SEEN);

    private static final String DUE = "k.state = 'PUBLISHED' and k.review_on <= :today";

    /** The condition for the items that an actor may read; {@link #openTo} has the values. */
    private static final String OPEN_TO =
            " k.state = 'PUBLISHED' and (k.access = any(:access::text[]) or k.organisation_id = any(:own::bigint[])) ";

    /** Most words have the same stem in both languages, and are looked up and ranked by once. */
    private static final String QUERY =
            "(select case when nl = en then nl else nl || en end as query from (select to_tsquery('tec_nl', %1$s) as nl, to_tsquery('tec_en', %1$s) as en) both_languages)";

    /**
     * The candidates for ranking: for each way to match, the newest {@code :most} items by heading, and only if those are fewer, as many by
     * their text or files. This bounds the cost of frequent words, which thousands of items have.
     */
    private static final String RANKED = """
            with q as materialized %s,
                 ranked as materialized (
              select distinct r.id
                from unnest(:ways::text[]) way
                cross join lateral %s w
                cross join lateral (
                  with headed as materialized (
                    select k.id from knowledge_item k %3$s and k.heading @@ w.query order by k.id desc limit :most)
                  select id from headed
                  union all
                  (select k.id from knowledge_item k %3$s and k.search @@ w.query order by k.id desc
                    limit (select case when count(*) < :most then :most else 0 end from headed))) r)
            """.formatted(QUERY.formatted(":any"), QUERY.formatted("way"), "%1$s");

    /**
     * The sort key: the rank by the words in title, summary and tags, in thousandths; of equal ranks the newest first. A whole number,
     * because it is computed for every item that is found.
     */
    private static final String BEST = "-(ts_rank(k.heading, q.query) * 1000)::int * 10000000000::bigint - k.id";

    private static final String ROW = """
            select k.id, k.kind, k.state, k.access, k.title_nl, k.title_en, coalesce(o.name, '') as organisation, k.review_on,
                   (select count(*)::int from knowledge_use u where u.item_id = k.id) as uses, k.moderation, k.revises_id is not null as change
            """ + ItemRows.FROM;

    /** Selects the material of the rows of a query with the columns owner, item_id and moment. */
    private static final String MATERIAL = """
            select u.owner, u.moment, k.title_nl, k.title_en, '/bibliotheek/' || k.slug as path, k.minutes
              from (%s) as u (owner, item_id, moment) join knowledge_item k on k.id = u.item_id
            """;

    /** Selects the items for pupils of this group or year; an item for VO without years is for all years. */
    private static final Map<Who.Kind, String> FOR = Map.of(
            Who.Kind.GROUP, "'PO' = any(k.audiences) and :number between k.po_from and k.po_to",
            Who.Kind.YEAR, "'VO' = any(k.audiences) and (k.vo_from is null or :number between k.vo_from and k.vo_to)");

    private static final String BY_TITLE = " order by k.title_nl, k.id, u.moment desc";

    private final JdbcClient jdbc;
    private final FileStore files;
    private final ForgivingSearch forgiving;
    private final Clock clock;

    ItemQueries(JdbcClient jdbc, FileStore files, ForgivingSearch forgiving, Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.forgiving = forgiving;
        this.clock = clock;
    }

    private static Map<String, Object> openTo(@Nullable Actor actor) {
        Map<String, Object> values = new HashMap<>();
        values.put("access", Rows.array(ItemAccess.openTo(actor)));
        values.put("own", Rows.array(ItemAccess.worksFor(actor)));
        return values;
    }

    private record CardPage(Page<Card> page, int total) {}

    private record CountedCard(Keyed<Card> card, int total) {}

    public Found search(LibraryQuestion question, @Nullable String page, int size, @Nullable Actor actor) {
        PageKey key = PageKey.parse(page).orElse(null);
        ForgivingSearch.Answer<CardPage> answer = forgiving.ask(
                OPEN,
                question.words(),
                words -> cards(question, words, key, size, actor),
                found -> found.page().rows().isEmpty());
        CardPage found = answer.found();
        return new Found(
                found.page().rows(),
                found.total(),
                found.page().previous(),
                found.page().next(),
                answer.meant(),
                answer.corrected());
    }

    private CardPage cards(
            LibraryQuestion question,
            ForgivingSearch.@Nullable Words words,
            @Nullable PageKey key,
            int size,
            @Nullable Actor actor) {
        Map<String, Object> values = openTo(actor);
        List<String> conditions = new ArrayList<>(List.of(OPEN_TO));
        if (words != null) {
            values.put("ways", Rows.array(words.ways()));
            values.put("any", words.any());
            values.put("most", Found.MOST + 1);
        }
        narrow(question.filter(), conditions, values);
        String where = " where " + String.join(" and ", conditions);
        List<CountedCard> read = jdbc.sql(words == null ? newest(where, key, values) : best(where, key, values))
                .params(values)
                .param("limit", size + 1)
                .query((row, n) -> new CountedCard(
                        new Keyed<>(Rows.read(row, Card.class), row.getBigDecimal("sort"), row.getLong("id")),
                        row.getInt("total")))
                .list();
        return new CardPage(
                PageKey.page(key, read.stream().map(CountedCard::card).toList(), size),
                read.isEmpty() ? 0 : read.get(0).total());
    }

    private static void narrow(LibraryQuestion.Filter filter, List<String> conditions, Map<String, Object> values) {
        Who who = filter.who();
        if (who != null) {
            conditions.add(FOR.getOrDefault(who.kind(), "k.audiences && :audiences::text[]"));
            values.put("number", who.number());
            values.put(
                    "audiences",
                    Rows.array(
                            switch (who.kind()) {
                                case CHILD -> List.of(Audience.CHILD);
                                case PARENT -> List.of(Audience.PARENT);
                                case TEACHER -> List.of(Audience.TEACHER);
                                case ADULT -> Audience.of(Audience.Group.ADULT);
                                case GROUP -> List.of(Audience.PO);
                                case YEAR -> List.of(Audience.VO);
                                case MBO -> List.of(Audience.MBO);
                            }));
        }
        if (filter.minutes() != null) {
            conditions.add("k.minutes <= :minutes");
            values.put("minutes", filter.minutes());
        }
        if (filter.world() != null) {
            conditions.add("k.worlds @> array[:world]::text[]");
            values.put("world", filter.world().name());
        }
        if (filter.kind() != null) {
            conditions.add("k.kind = :kind");
            values.put("kind", filter.kind().name());
        }
        if (filter.licence() != null) {
            conditions.add("k.licence = :licence");
            values.put("licence", filter.licence().name());
        }
        if (filter.goal() != null) {
            conditions.add("k.goals @> array[:goal]::text[]");
            values.put("goal", filter.goal());
        }
        if (filter.language() != null) {
            conditions.add("k.language = :language");
            values.put("language", filter.language());
        }
    }

    /** Reads the shown columns for one page only, so that the texts of thousands of items stay on disk. */
    private static String best(String where, @Nullable PageKey key, Map<String, Object> values) {
        boolean forward = key == null || key.forward();
        String after = "";
        if (key != null) {
            values.put("key", key.value());
            values.put("keyId", key.id());
            after = forward ? " where (sort, id) > (:key, :keyId)" : " where (sort, id) < (:key, :keyId)";
        }
        String order = forward ? " order by sort, id" : " order by sort desc, id desc";
        return RANKED.formatted(where)
                + ", found as (select k.id, " + BEST
                + " as sort from ranked join knowledge_item k on k.id = ranked.id cross join q), page as (select *, (select count(*) from ranked) as total from found"
                + after + order
                + " limit :limit) select " + ItemRows.COLUMNS + ", page.sort, page.total " + ItemRows.FROM
                + " join page on page.id = k.id"
                + order.replace("sort", "page.sort").replace(" id", " page.id");
    }

    /** Reads both the page and the total from an index. */
    private static String newest(String where, @Nullable PageKey key, Map<String, Object> values) {
        boolean forward = key == null || key.forward();
        String after = "";
        if (key != null) {
            values.put("at", Rows.timestamp(publishedAt(key)));
            values.put("keyId", key.id());
            after = forward
                    ? " and k.published_at <= :at and (k.published_at < :at or k.id > :keyId)"
                    : " and k.published_at >= :at and (k.published_at > :at or k.id < :keyId)";
        }
        String order = forward ? " order by k.published_at desc, k.id" : " order by k.published_at, k.id desc";
        return "with page as (select k.id from knowledge_item k" + where + after + order + " limit :limit) select "
                + ItemRows.COLUMNS
                + ", round(-extract(epoch from k.published_at), 6) as sort, (select count(*) from (select from knowledge_item k"
                + where + " limit " + (Found.MOST + 1) + ") counted) as total " + ItemRows.FROM
                + " join page on page.id = k.id" + order;
    }

    private static Instant publishedAt(PageKey key) {
        return Instant.EPOCH.plusNanos(key.value().negate().movePointRight(9).longValue());
    }

    /** Finds an item in any state. */
    public Optional<Item> find(String slug) {
        return jdbc.sql("select id from knowledge_item where slug = ?")
                .param(slug)
                .query(Long.class)
                .optional()
                .flatMap(this::find);
    }

    /** Finds an item in any state. */
    public Optional<Item> find(long id) {
        List<Item.File> files = jdbc.sql(
                        "select id, name, media, label, bytes from knowledge_file where item_id = ? order by id")
                .param(id)
                .query(Rows.of(Item.File.class))
                .list();
        List<Item.UsedAt> activities =
                jdbc.sql("""
                select a.id as activity_id, a.slug, a.title_nl, a.title_en, a.state = 'PUBLISHED' as published, u.moment
                  from knowledge_activity u join programme_activity_v a on a.id = u.activity_id
                 where u.item_id = ? order by a.title_nl, u.moment desc
                """).param(id).query(Rows.of(Item.UsedAt.class)).list();
        List<Item.AtStep> steps =
                jdbc.sql("""
                select g.step_id, g.line_key, g.line_nl, g.line_en, g.title_nl, g.title_en, g.published, u.moment
                  from knowledge_step u join programme_learning_line_grade_v g on g.step_id = u.step_id
                 where u.item_id = ? order by g.line_nl, g.line_key, g.sector, g.grade_from, u.moment desc
                """).param(id).query(Rows.of(Item.AtStep.class)).list();
        return jdbc.sql(ItemRows.SELECT + " where k.id = ?")
                .param(id)
                .query((row, n) -> ItemRows.item(row, files, activities, steps))
                .optional();
    }

    /** Finds a file with its content. @throws FileUnavailable if its store does not return it */
    public Optional<StoredFile> file(long itemId, long fileId) {
        record Found(String name, String media, byte[] sha256) {}
        return jdbc.sql("select name, media, sha256 from knowledge_file where item_id = ? and id = ?")
                .params(itemId, fileId)
                .query(Rows.of(Found.class))
                .optional()
                .map(file -> new StoredFile(file.name(), file.media(), files.get(file.sha256())));
    }

    @Override
    public Map<Long, List<Material>> of(Collection<Long> activityIds, @Nullable Actor actor) {
        return material("select activity_id, item_id, moment from knowledge_activity", activityIds, actor);
    }

    @Override
    public Map<Long, List<Material>> ofSteps(Collection<Long> stepIds, @Nullable Actor actor) {
        return material("select step_id, item_id, moment from knowledge_step", stepIds, actor);
    }

    private Map<Long, List<Material>> material(String uses, Collection<Long> owners, @Nullable Actor actor) {
        return jdbc.sql(MATERIAL.formatted(uses) + " where u.owner = any(:owners::bigint[]) and " + OPEN_TO + BY_TITLE)
                .params(openTo(actor))
                .param("owners", Rows.array(owners))
                .query(Rows.listsById("owner", Rows.of(Material.class)));
    }

    @Override
    public List<Material> ofVisit(long activityId, Collection<Grade> grades, @Nullable Actor actor) {
        return jdbc.sql(MATERIAL.formatted("""
                        select activity_id, item_id, moment from knowledge_activity where activity_id = :activity
                        union
                        select l.activity_id, s.item_id, s.moment
                          from programme_learning_line_step_v l
                          join programme_learning_line_grade_v g on g.step_id = l.step_id and g.published
                          join knowledge_step s on s.step_id = l.step_id
                          join unnest(:sectors::text[], :numbers::int[]) as visit (sector, number)
                            on visit.sector = g.sector and visit.number between g.grade_from and g.grade_to
                         where l.activity_id = :activity
                        """) + " where " + OPEN_TO + BY_TITLE)
                .params(openTo(actor))
                .param("activity", activityId)
                .param(
                        "sectors",
                        Rows.array(grades.stream().map(LearningLine::sectorOf).toList()))
                .param("numbers", Rows.array(grades.stream().map(Grade::number).toList()))
                .query(Rows.of(Material.class))
                .list();
    }

    /** Lists the steps of all learning lines. */
    public List<LibraryAdministration.Step> steps() {
        return jdbc.sql("""
                select step_id as id, line_nl, line_en, title_nl, title_en from programme_learning_line_grade_v
                 order by line_nl, line_key, sector, grade_from, grade_to, step_id
                """).query(Rows.of(LibraryAdministration.Step.class)).list();
    }

    /** Returns a page of the items that the programme manager may see. @param due only published ones whose review is due */
    public LibraryAdministration.Page list(String typed, boolean due, @Nullable Long before, int size) {
        ForgivingSearch.Answer<LibraryAdministration.Page> answer = forgiving.ask(
                KEPT,
                typed,
                words -> list(words, due, before, size),
                found -> found.rows().isEmpty());
        LibraryAdministration.Page found = answer.found();
        return new LibraryAdministration.Page(found.rows(), found.next(), answer.meant(), answer.corrected());
    }

    private LibraryAdministration.Page list(
            ForgivingSearch.@Nullable Words words, boolean due, @Nullable Long before, int size) {
        return page(
                jdbc.sql(ROW + " where k.id < :before and " + SEEN + (due ? " and " + DUE : "")
                                + (words == null ? "" : " and k.search @@ " + QUERY.formatted(":words"))
                                + " order by k.id desc limit :limit")
                        .param("today", Dates.today(clock))
                        .param("words", words == null ? null : words.query()),
                before,
                size);
    }

    /** Returns a page of the items of one organisation, including those that the hub entered for it. */
    public LibraryAdministration.Page ofMaker(long organisationId, @Nullable Long before, int size) {
        return page(jdbc.sql(ROW + """
                         where k.organisation_id = :organisation and k.id < :before and (k.own or k.state <> 'DRAFT')
                         order by k.id desc limit :limit
                        """).param("organisation", organisationId), before, size);
    }

    private static LibraryAdministration.Page page(
            JdbcClient.StatementSpec statement, @Nullable Long before, int size) {
        List<LibraryAdministration.Row> rows = statement
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", size + 1)
                .query(Rows.of(LibraryAdministration.Row.class))
                .list();
        return rows.size() > size
                ? new LibraryAdministration.Page(
                        rows.subList(0, size), rows.get(size - 1).id(), null, false)
                : new LibraryAdministration.Page(rows, null, null, false);
    }

    /** Lists the material that waits for a programme manager, the oldest first. */
    public List<LibraryAdministration.Row> waiting(int limit) {
        return jdbc.sql(ROW + " where k.moderation = 'SUBMITTED' order by k.submitted_at, k.id limit ?")
                .param(limit)
                .query(Rows.of(LibraryAdministration.Row.class))
                .list();
    }

    public int countWaiting() {
        return jdbc.sql("select count(*) from knowledge_item where moderation = 'SUBMITTED'")
                .query(Integer.class)
                .single();
    }

    /** Counts the items of these organisations with a question of a programme manager. */
    public int questions(List<Long> organisations) {
        return jdbc.sql(
                        "select count(*) from knowledge_item where moderation = 'QUESTION' and organisation_id = any(?::bigint[])")
                .param(Rows.array(organisations))
                .query(Integer.class)
                .single();
    }

    /** Returns the pending change of an item. */
    public Optional<Long> revisionOf(long id) {
        return jdbc.sql("select id from knowledge_item where revises_id = ?")
                .param(id)
                .query(Long.class)
                .optional();
    }

    public int toReview() {
        return jdbc.sql("select count(*) from knowledge_item k where " + DUE)
                .param("today", Dates.today(clock))
                .query(Integer.class)
                .single();
    }

    /** Returns the organisations that the hub enters material for; a school enters its own. */
    public List<LibraryAdministration.Maker> makers() {
        return jdbc.sql("""
                select id, name from organisations_organisation_v
                 where kind not in ('SCHOOL', 'SCHOOL_BOARD') and ended_on is null order by name, id
                """).query(Rows.of(LibraryAdministration.Maker.class)).list();
    }

    public boolean canMake(long organisationId) {
        return jdbc.sql("""
                select count(*) from organisations_organisation_v
                 where id = ? and kind <> 'SCHOOL_BOARD' and ended_on is null
                """).param(organisationId).query(Integer.class).single() > 0;
    }

    /** Returns the slugs of public items, the latest first. */
    public List<String> openSlugs(int limit) {
        return jdbc.sql(
                        "select slug from knowledge_item where state = 'PUBLISHED' and access = 'PUBLIC' order by published_at desc, id limit ?")
                .param(limit)
                .query(String.class)
                .list();
    }
}
