package nl.tec.partners.internal;

import java.util.ArrayList;
import java.util.List;
import nl.tec.accounts.PersonalRecords;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is kept of somebody as a person of a partner (rules 8.4). */
@Component
class PartnerPersonRecords implements PersonalRecords {

    private final JdbcClient jdbc;

    PartnerPersonRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Section> about(Person person) {
        List<List<Fact>> items = new ArrayList<>();
        jdbc.sql("""
                select h.function, coalesce(h.name, '') as name, h.email, coalesce(h.phone, '') as phone, o.name as organisation
                  from partner_person h join organisations_organisation_v o on o.id = h.organisation_id where h.email = ? order by h.id
                """).param(person.email()).query((RowCallbackHandler) row -> items.add(List.of(
                new Fact("partners.held.organisation", row.getString("organisation")),
                new Fact("partners.held.function", row.getString("function")),
                new Fact("partners.held.name", row.getString("name")),
                new Fact("partners.held.email", row.getString("email")),
                new Fact("partners.held.phone", row.getString("phone")))));
        return List.of(new Section("partners.held", items));
    }

    @Override
    public void forget(Person person) {
        jdbc.sql("update partner_person set name = null, email = null, phone = null where email = ?")
                .param(person.email())
                .update();
    }
}
