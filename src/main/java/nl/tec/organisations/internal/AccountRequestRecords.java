package nl.tec.organisations.internal;

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
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The personal data in account requests of school staff. */
@Component
class AccountRequestRecords implements PersonalRecords {

    private final JdbcClient jdbc;

    AccountRequestRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.erased(
                "account-requests",
                Set.of(Subject.SCHOOL_STAFF),
                Basis.AGREEMENT,
                RetentionTerm.days(Setting.RETENTION_DAYS, Since.DECIDED),
                Set.of(Viewer.ADMINISTRATOR),
                List.of("account_request.name", "account_request.email"),
                this::erase));
    }

    /** Deletes requests by the time of the decision, or of the request if it was never confirmed. */
    private int erase(Instant before) {
        return jdbc.sql("""
                delete from account_request
                 where coalesce(decided_at, case when confirmed_at is null then asked_at end) < ?
                """).param(Rows.timestamp(before)).update();
    }

    @Override
    public List<Match> find(String words, int limit) {
        return jdbc.sql(
                        "select email, name from account_request where names_person(?, email, name) order by id limit ?")
                .params(words, limit)
                .query((row, n) ->
                        new Match("account-requests", new Person(0, row.getString("email")), row.getString("name")))
                .list();
    }

    @Override
    public List<Section> about(Person person) {
        List<List<Fact>> items = jdbc.sql("""
                select r.name, o.name as school, r.asked_at
                  from account_request r join organisation o on o.id = r.organisation_id where r.email = ? order by r.id
                """)
                .param(person.email())
                .query((row, n) -> List.of(
                        new Fact("accounts.name", row.getString("name")),
                        new Fact("access.school", row.getString("school")),
                        new Fact("access.askedAt", Dates.moment(Rows.instant(row, "asked_at"), Texts.DUTCH))))
                .list();
        return List.of(new Section("access.records", items));
    }

    @Override
    public void forget(Person person) {
        jdbc.sql("delete from account_request where email = ?")
                .param(person.email())
                .update();
    }
}
