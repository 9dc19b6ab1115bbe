package nl.tec.declarations.internal;

import java.util.List;
import nl.tec.accounts.PersonalRecords;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is held about who signs (rules 8). Forgetting removes the mail address and the links; a signature that was set stays, as
 * a contract does: others signed with it.
 */
@Component
class SignatoryRecords implements PersonalRecords {

    private final JdbcClient jdbc;
    private final Texts texts;

    SignatoryRecords(JdbcClient jdbc, Texts texts) {
        this.jdbc = jdbc;
        this.texts = texts;
    }

    @Override
    public List<Section> about(Person person) {
        List<List<Fact>> items = jdbc.sql("""
                select v.title, s.organisation, s.position, g.name, g.signed_at
                  from signatory s left join signature g on g.signatory_id = s.id
                  join lateral (select title from declaration_version where declaration_id = s.declaration_id
                                order by number desc limit 1) v on true
                 where s.email = :email or (g.account_id = :account and :account <> 0) order by s.id, g.id limit 500
                """)
                .param("email", person.email())
                .param("account", person.accountId())
                .query((row, n) -> List.of(
                        new Fact("records.signatures.what", row.getString("title")),
                        new Fact("records.signatures.for", row.getString("organisation")),
                        new Fact("records.signatures.as", row.getString("position")),
                        new Fact(
                                "records.signatures.signed",
                                row.getString("name") == null
                                        ? texts.text(Texts.DUTCH, "records.signatures.notSigned")
                                        : row.getString("name") + ", "
                                                + Dates.moment(Rows.instant(row, "signed_at"), Texts.DUTCH))))
                .list();
        return List.of(new Section("records.signatures", items));
    }

    @Override
    public void forget(Person person) {
        jdbc.sql("delete from signatory_link where signatory_id in (select id from signatory where email = ?)")
                .param(person.email())
                .update();
        jdbc.sql("update signatory set email = null where email = ?")
                .param(person.email())
                .update();
    }
}
