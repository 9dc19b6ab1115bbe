package nl.tec.organisations.internal;

import java.util.List;
import nl.tec.accounts.PersonalRecords;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What somebody asked for as a person of a school. */
@Component
class AccountRequestRecords implements PersonalRecords {

    private final JdbcClient jdbc;

    AccountRequestRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
