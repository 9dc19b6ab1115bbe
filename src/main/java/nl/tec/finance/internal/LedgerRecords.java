package nl.tec.finance.internal;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.accounts.UnattributedRecords;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The imported bookkeeping: a description of a booking may name somebody. */
@Component
class LedgerRecords implements UnattributedRecords {

    private final JdbcClient jdbc;

    LedgerRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.erased(
                        "ledger-uploads",
                        Set.of(Subject.PARTNER_STAFF),
                        Basis.LEGAL_DUTY,
                        RetentionTerm.days(1, Since.UPLOADED),
                        Set.of(Viewer.PROGRAMME_MANAGER, Viewer.ADMINISTRATOR),
                        List.of("ledger_upload.content"),
                        this::erase),
                Holding.kept(
                        "ledger",
                        Set.of(Subject.PARTNER_STAFF),
                        Basis.LEGAL_DUTY,
                        RetentionTerm.lasting(Since.BOOKKEEPING),
                        Set.of(Viewer.PROGRAMME_MANAGER, Viewer.BOARD, Viewer.ADMINISTRATOR),
                        List.of("ledger_entry.what", "ledger_entry.reference")));
    }

    private int erase(Instant before) {
        return jdbc.sql("delete from ledger_upload where created_at < ?")
                .param(Rows.timestamp(before))
                .update();
    }
}
