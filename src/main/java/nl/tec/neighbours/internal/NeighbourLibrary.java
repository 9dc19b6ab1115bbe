package nl.tec.neighbours.internal;

import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.knowledge.LibraryQuestion;
import nl.tec.knowledge.OthersLibrary;
import nl.tec.programme.ForgivingSearch;
import nl.tec.programme.OthersProgramme;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored items of the open libraries of the neighbours. */
@Component
class NeighbourLibrary implements OthersLibrary {

    private static final ForgivingSearch.Corpus ITEMS =
            new ForgivingSearch.Corpus("neighbour_item i where i.search", "select title as words from neighbour_item");

    private final JdbcClient jdbc;
    private final ForgivingSearch forgiving;
    private final OthersProgramme programme;

    NeighbourLibrary(JdbcClient jdbc, ForgivingSearch forgiving, OthersProgramme programme) {
        this.jdbc = jdbc;
        this.forgiving = forgiving;
        this.programme = programme;
    }

    /** Searches items; finds nothing by audience, duration, goal or language, which neighbours do not publish. */
    @Override
    public List<Item> search(LibraryQuestion question, int limit) {
        LibraryQuestion.Filter filter = question.filter();
        boolean unpublished =
                filter.who() != null || filter.minutes() != null || filter.goal() != null || filter.language() != null;
        return unpublished || programme.cities().isEmpty()
                ? List.of()
                : forgiving
                        .ask(ITEMS, question.words(), words -> find(question, words, limit), found -> false)
                        .found();
    }

    private List<Item> find(LibraryQuestion question, ForgivingSearch.@Nullable Words words, int limit) {
        return jdbc.sql("""
                select o.name as hub, i.href, i.title, i.summary, i.kind, i.licence, i.maker
                  from neighbour_item i
                  join neighbour n on n.id = i.neighbour_id
                  join organisations_organisation_v o on o.id = n.organisation_id
                 cross join (select to_tsquery('tec_nl', coalesce(:words, '')) || to_tsquery('tec_en', coalesce(:words, '')) as query) q
                 where n.read_on and (:words::text is null or i.search @@ q.query)
                   and (:world::text is null or i.world = :world) and (:kind::text is null or i.kind = :kind)
                   and (:licence::text is null or i.licence = :licence)
                 order by case when :words::text is null then 0 else -ts_rank(i.search, q.query) end, i.position, i.neighbour_id
                 limit :limit
                """)
                .param("words", words == null ? null : words.query())
                .param(
                        "world",
                        question.filter().world() == null
                                ? null
                                : question.filter().world().name())
                .param(
                        "kind",
                        question.filter().kind() == null
                                ? null
                                : question.filter().kind().name())
                .param(
                        "licence",
                        question.filter().licence() == null
                                ? null
                                : question.filter().licence().shortName())
                .param("limit", limit)
                .query(Rows.of(Item.class))
                .list();
    }
}
