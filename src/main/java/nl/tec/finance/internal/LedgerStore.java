package nl.tec.finance.internal;

import java.time.Instant;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.finance.CostCategory;
import nl.tec.finance.Ledger;
import nl.tec.finance.LedgerEntry;
import nl.tec.finance.LineKind;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes bookings that people enter by hand or reverse. */
@Repository
public class LedgerStore {

    private final JdbcClient jdbc;

    LedgerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a booking; empty when the form was submitted before. */
    public Optional<Long> add(Ledger.New entry, Actor by, Instant now) {
        boolean cost = entry.kind() == LineKind.COST;
        CostCategory category = entry.category();
        return jdbc.sql("""
                insert into ledger_entry (day, kind, category, source_id, cents, reference, what, once, recorded_at, recorded_by)
                values (:day, :kind, :category, :source, :cents, :reference, :what, :once, :now, :by)
                on conflict (once) where once is not null do nothing returning id
                """)
                .param("day", entry.day())
                .param("kind", entry.kind().name())
                .param("category", cost && category != null ? category.name() : null)
                .param("source", cost ? null : entry.sourceId())
                .param("cents", entry.cents())
                .param("reference", entry.reference())
                .param("what", entry.what())
                .param("once", entry.once())
                .param("now", Rows.timestamp(now))
                .param("by", by.accountId())
                .query(Long.class)
                .optional();
    }

    /** Reverses a booking; empty when it was reversed before. */
    public Optional<Long> takeBack(LedgerEntry entry, String why, Actor by, Instant now) {
        return jdbc.sql("""
                insert into ledger_entry (day, kind, category, source_id, cents, account, reference, what, takes_back, recorded_at, recorded_by)
                select day, kind, category, source_id, -cents, account, reference, :why, id, :now, :by from ledger_entry where id = :id
                on conflict (takes_back) where takes_back is not null do nothing returning id
                """)
                .param("why", why)
                .param("now", Rows.timestamp(now))
                .param("by", by.accountId())
                .param("id", entry.id())
                .query(Long.class)
                .optional();
    }
}
