package nl.tec.exchange.internal;

import java.time.Instant;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The makers of keys, and the answers of the API, which are kept for a day and can contain the mail address of an offer. */
@Component
class ApiKeyRecords implements PersonalRecords {

    private final JdbcClient jdbc;

    ApiKeyRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.kept(
                        "api-keys",
                        Set.of(Subject.ACCOUNT_HOLDER),
                        Basis.AGREEMENT,
                        RetentionTerm.until(Since.ACCOUNT_DELETED),
                        Set.of(Viewer.COORDINATOR, Viewer.ADMINISTRATOR),
                        List.of("api_key.account_id")),
                Holding.erased(
                        "api-answers",
                        Set.of(Subject.PARTNER_STAFF),
                        Basis.LEGITIMATE_INTEREST,
                        RetentionTerm.days(1, Since.SENT),
                        Set.of(Viewer.NOBODY),
                        List.of("api_answer.body"),
                        this::eraseAnswers));
    }

    private int eraseAnswers(Instant sentBefore) {
        return jdbc.sql("delete from api_answer where made_at < ?")
                .param(Rows.timestamp(sentBefore))
                .update();
    }

    @Override
    public List<Section> about(Person person) {
        return List.of(new Section(
                "keys.held",
                jdbc.sql("select name, prefix from api_key where account_id = ? order by id")
                        .param(person.accountId())
                        .query((row, n) -> List.of(
                                new Fact("keys.held.name", row.getString("name")),
                                new Fact("keys.held.prefix", row.getString("prefix"))))
                        .list()));
    }

    /** Deletes the keys, which do not work without their maker, and the answers with the address of the person. */
    @Override
    public void forget(Person person) {
        jdbc.sql("delete from api_key where account_id = ?")
                .param(person.accountId())
                .update();
        jdbc.sql("delete from api_answer where ? <> '' and position(? in body) > 0")
                .params(person.email(), person.email())
                .update();
    }
}
