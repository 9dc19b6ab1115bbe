package nl.tec.partners.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.partners.PartnerPerson;
import nl.tec.shared.MailAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class PartnerPeopleStore {

    private final JdbcClient jdbc;

    PartnerPeopleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the people of a partner, ordered by role and function. */
    public List<PartnerPerson> list(long organisationId, int limit) {
        return jdbc.sql("""
                select id, function, role, coalesce(name, '') as name, coalesce(email, '') as email, coalesce(phone, '') as phone
                  from partner_person where organisation_id = ? order by role, function, id limit ?
                """)
                .params(organisationId, limit)
                .query(Rows.of(PartnerPerson.class))
                .list();
    }

    public int count(long organisationId) {
        return jdbc.sql("select count(*) from partner_person where organisation_id = ?")
                .param(organisationId)
                .query(Integer.class)
                .single();
    }

    /** Adds a person, and makes the organisation a partner if it is not. @return the id of the person */
    public long add(long organisationId, PartnerPerson.Form form) {
        jdbc.sql(
                        "insert into partner (organisation_id) select id from organisations_organisation_v where id = ? on conflict do nothing")
                .param(organisationId)
                .update();
        return jdbc.sql("""
                insert into partner_person (organisation_id, function, role, name, email, phone)
                values (:organisation, :function, :role, :name, :email, :phone) returning id
                """)
                .params(values(form))
                .param("organisation", organisationId)
                .query(Long.class)
                .single();
    }

    /** @return false when there is no such person of the organisation */
    public boolean change(long organisationId, long personId, PartnerPerson.Form form) {
        return jdbc.sql("""
                update partner_person set function = :function, role = :role, name = :name, email = :email, phone = :phone
                 where id = :id and organisation_id = :organisation
                """)
                        .params(values(form))
                        .param("id", personId)
                        .param("organisation", organisationId)
                        .update()
                > 0;
    }

    /** @return false when there is no such person of the organisation */
    public boolean remove(long organisationId, long personId) {
        return jdbc.sql("delete from partner_person where id = ? and organisation_id = ?")
                        .params(personId, organisationId)
                        .update()
                > 0;
    }

    private static Map<String, @Nullable Object> values(PartnerPerson.Form form) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("function", form.function().strip());
        values.put("role", form.role());
        values.put("name", form.name().isBlank() ? null : form.name().strip());
        values.put("email", MailAddress.parse(form.email()).orElse(null));
        values.put("phone", form.phone().isBlank() ? null : form.phone().strip());
        return values;
    }
}
