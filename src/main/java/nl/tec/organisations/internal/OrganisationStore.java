package nl.tec.organisations.internal;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import nl.tec.organisations.OrganisationKind;
import nl.tec.organisations.Organisations.Form;
import nl.tec.shared.MailAddress;
import nl.tec.shared.PlainText;
import nl.tec.shared.Postcode;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class OrganisationStore {

    private final JdbcClient jdbc;

    OrganisationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long insert(OrganisationKind kind, Form form) {
        return jdbc.sql("""
                insert into organisation (kind, name, street, house_number, postcode, town, email, phone, website)
                values (:kind, :name, :street, :number, :postcode, :town, :email, :phone, :website) returning id
                """)
                .params(values(form))
                .param("kind", kind.name())
                .query(Long.class)
                .single();
    }

    public void update(long id, OrganisationKind kind, Form form) {
        jdbc.sql("""
                update organisation
                set kind = :kind, name = :name, street = :street, house_number = :number, postcode = :postcode, town = :town,
                    email = :email, phone = :phone, website = :website
                where id = :id
                """)
                .params(values(form))
                .param("kind", kind.name())
                .param("id", id)
                .update();
    }

    /** @param day null: not ended */
    public void end(long id, @Nullable LocalDate day) {
        jdbc.sql("update organisation set ended_on = ? where id = ?")
                .param(day)
                .param(id)
                .update();
    }

    private static Map<String, @Nullable Object> values(Form form) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("name", form.name().strip());
        values.put("street", PlainText.orNull(form.street()));
        values.put("number", PlainText.orNull(form.houseNumber()));
        values.put("postcode", Postcode.parse(form.postcode()).orElse(null));
        values.put("town", PlainText.orNull(form.town()));
        values.put("email", MailAddress.parse(form.email()).orElse(null));
        values.put("phone", PlainText.orNull(form.phone()));
        values.put("website", PlainText.orNull(form.website()));
        return values;
    }
}
