package nl.tec.finance.internal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.finance.BudgetOverview.Booked;
import nl.tec.finance.CostCategory;
import nl.tec.finance.Ledger;
import nl.tec.finance.LedgerEntry;
import nl.tec.finance.LedgerFilter;
import nl.tec.finance.LineKind;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the bookings. */
@Repository
public class LedgerQueries {

    private static final String SELECT = """
            select e.*, e.cents as amount, i.file_name as file, exists (select from ledger_entry b where b.takes_back = e.id) as taken_back
              from ledger_entry e left join ledger_import i on i.id = e.import_id
            """;

    private static final String FILTER = """
             where (:year::int is null or e.day between make_date(:year, 1, 1) and make_date(:year, 12, 31))
               and (:kind::text is null or e.kind = :kind) and (:category::text is null or e.category = :category)
               and (:source::bigint is null or e.source_id = :source)
            """;

    private final JdbcClient jdbc;

    LedgerQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sums per year and category or source. */
    public List<Booked> booked() {
        return jdbc.sql("""
                select extract(year from e.day)::int as year, e.category, e.source_id, sum(e.cents)::bigint as amount,
                       coalesce(sum(e.cents) filter (where e.day <= coalesce(s.until_day, e.day)), 0)::bigint as in_time
                  from ledger_entry e left join funding_source s on s.id = e.source_id
                 group by 1, 2, 3 order by 1, 2, 3
                """).query(Rows.of(Booked.class)).list();
    }

    public List<LedgerEntry> entries(LedgerFilter filter, Ledger.@Nullable Key after, int limit) {
        return filtered(
                        SELECT + FILTER
                                + " and (:day::date is null or (e.day, e.id) < (:day, :id)) order by e.day desc, e.id desc limit :limit",
                        filter)
                .param("day", after == null ? null : after.day())
                .param("id", after == null ? null : after.id())
                .param("limit", limit)
                .query(Rows.of(LedgerEntry.class))
                .list();
    }

    public Ledger.Sums sums(LedgerFilter filter) {
        return filtered(
                        "select coalesce(sum(e.cents) filter (where e.kind = 'COST'), 0)::bigint as costs,"
                                + " coalesce(sum(e.cents) filter (where e.kind = 'COVER'), 0)::bigint as cover, count(*) as count"
                                + " from ledger_entry e" + FILTER,
                        filter)
                .query(Rows.of(Ledger.Sums.class))
                .single();
    }

    private JdbcClient.StatementSpec filtered(String sql, LedgerFilter filter) {
        CostCategory category = filter.category();
        LineKind kind = filter.kind();
        return jdbc.sql(sql)
                .param("year", filter.year())
                .param("kind", kind == null ? null : kind.name())
                .param("category", category == null ? null : category.name())
                .param("source", filter.sourceId());
    }

    public List<Integer> years() {
        return jdbc.sql("select distinct extract(year from day)::int from ledger_entry order by 1")
                .query(Integer.class)
                .list();
    }

    public Optional<LedgerEntry> find(long id) {
        return jdbc.sql(SELECT + " where e.id = ?")
                .param(id)
                .query(Rows.of(LedgerEntry.class))
                .optional();
    }

    /** Returns the booking of a form that was submitted before. */
    public long sentBefore(UUID once) {
        return jdbc.sql("select id from ledger_entry where once = ?")
                .param(once)
                .query(Long.class)
                .single();
    }
}
