package nl.tec.knowledge.internal;

import java.time.Clock;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.LibraryUses.Use;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The feedback of teachers about items. */
@Component
public class UseStore {

    private static final String SELECT = """
            select a.name as teacher, o.name as school, u.version, u.changed, u.went, u.written_at
              from knowledge_use u
              join accounts_account_v a on a.id = u.account_id
              join organisations_organisation_v o on o.id = u.organisation_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    UseStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public long add(Item item, long schoolId, String changed, String went, Actor teacher) {
        return jdbc.sql("""
                insert into knowledge_use (item_id, account_id, organisation_id, version, changed, went, written_at)
                values (?, ?, ?, ?, ?, ?, ?) returning id
                """)
                .params(item.id(), teacher.accountId(), schoolId, item.version(), changed, went, Rows.now(clock))
                .query(Long.class)
                .single();
    }

    public List<Use> of(long itemId, int limit) {
        return jdbc.sql(SELECT + " where u.item_id = ? order by u.id desc limit ?")
                .params(itemId, limit)
                .query(Rows.of(Use.class))
                .list();
    }

    List<Use> ofAccount(long accountId, int limit) {
        return jdbc.sql(SELECT + " where u.account_id = ? order by u.id desc limit ?")
                .params(accountId, limit)
                .query(Rows.of(Use.class))
                .list();
    }

    void forget(long accountId) {
        jdbc.sql("delete from knowledge_use where account_id = ?")
                .param(accountId)
                .update();
    }
}
