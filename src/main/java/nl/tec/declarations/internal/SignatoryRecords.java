package nl.tec.declarations.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The personal data of signatories (rules 8). Erasure removes the mail address, the links and why somebody declined; signatures are kept, like those of any
 * contract, because others have signed it too.
 */
@Component
class SignatoryRecords implements PersonalRecords {

    private static final String SIGNATORIES = "signatories";

    private final JdbcClient jdbc;
    private final Texts texts;

    SignatoryRecords(JdbcClient jdbc, Texts texts) {
        this.jdbc = jdbc;
        this.texts = texts;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.kept(
                        SIGNATORIES,
                        Set.of(Subject.PARTNER_STAFF),
                        Basis.AGREEMENT,
                        RetentionTerm.until(Since.REMOVED),
                        Set.of(Viewer.PROGRAMME_MANAGER, Viewer.ADMINISTRATOR),
                        List.of("signatory.email", "signatory.decline_reason", "signatory_link.secret_hash")),
                Holding.kept(
                        "signatures",
                        Set.of(Subject.PARTNER_STAFF),
                        Basis.AGREEMENT,
                        RetentionTerm.lasting(Since.CONTRACT),
                        Set.of(Viewer.SIGNATORIES, Viewer.PROGRAMME_MANAGER, Viewer.EVERYBODY),
                        List.of(
                                "signature.name",
                                "signature.position",
                                "signature.address_hash",
                                "signatory.position",
                                "signatory.mandate_by",
                                "signatory.mandate_for",
                                "signatory.mandate_evidence",
                                "mandate_file.name",
                                "mandate_file.content",
                                "declaration_event.detail")));
    }

    @Override
    public List<Match> find(String words, int limit) {
        return jdbc.sql("""
                select distinct s.email, coalesce(g.name, s.position || ', ' || s.organisation) as name
                  from signatory s left join signature g on g.signatory_id = s.id
                 where s.email is not null and names_person(?, s.email, g.name) order by 1, 2 limit ?
                """)
                .params(words, limit)
                .query((row, n) -> new Match(SIGNATORIES, new Person(0, row.getString(1)), row.getString(2)))
                .list();
    }

    @Override
    public List<Section> about(Person person) {
        List<List<Fact>> items = jdbc.sql("""
                select v.title, s.organisation, s.position, g.name, g.signed_at, s.decline_reason
                  from signatory s left join signature g on g.signatory_id = s.id
                  join declaration_latest_version(s.declaration_id) v on true
                 where s.email = :email or :account in (g.account_id, s.declined_by) and :account <> 0 order by s.id, g.id limit 500
                """)
                .param("email", person.email())
                .param("account", person.accountId())
                .query((row, n) -> {
                    List<Fact> facts = new ArrayList<>(List.of(
                            new Fact("records.signatures.what", row.getString("title")),
                            new Fact("records.signatures.for", row.getString("organisation")),
                            new Fact("records.signatures.as", row.getString("position")),
                            new Fact(
                                    "records.signatures.signed",
                                    row.getString("name") == null
                                            ? texts.text(Texts.DUTCH, "records.signatures.notSigned")
                                            : row.getString("name") + ", "
                                                    + Dates.moment(Rows.instant(row, "signed_at"), Texts.DUTCH))));
                    if (row.getString("decline_reason") != null) {
                        facts.add(new Fact("records.signatures.declined", row.getString("decline_reason")));
                    }
                    return List.copyOf(facts);
                })
                .list();
        return List.of(new Section("records.signatures", items));
    }

    @Override
    public void forget(Person person) {
        // that somebody declined stays, and the database wants words with it
        jdbc.sql("""
                update signatory set decline_reason = '-'
                 where decline_reason is not null and (email = :email or declined_by = :account and :account <> 0)
                """)
                .param("email", person.email())
                .param("account", person.accountId())
                .update();
        jdbc.sql("delete from signatory_link where signatory_id in (select id from signatory where email = ?)")
                .param(person.email())
                .update();
        jdbc.sql("update signatory set email = null where email = ?")
                .param(person.email())
                .update();
    }
}
