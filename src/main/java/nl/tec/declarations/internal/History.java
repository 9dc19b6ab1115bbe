package nl.tec.declarations.internal;

import java.time.Clock;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records the events of declarations in their permanent history and in the audit log. */
@Component
public class History {

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    History(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    public void add(long declarationId, String event, @Nullable Actor by, @Nullable Long signatoryId, String detail) {
        jdbc.sql("""
                insert into declaration_event (declaration_id, at, account_id, event, signatory_id, detail)
                values (:id, :at, :account, :event, :signatory, :detail)
                """)
                .param("id", declarationId)
                .param("at", Rows.now(clock))
                .param("account", by == null ? null : by.accountId())
                .param("event", event)
                .param("signatory", signatoryId)
                .param("detail", detail)
                .update();
        audit.add(by, "DECLARATION_" + event, "declaration", declarationId);
    }

    public void add(long declarationId, String event, @Nullable Actor by) {
        add(declarationId, event, by, null, "");
    }
}
