package nl.tec.partners.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.PersonalRecords;
import nl.tec.partners.PartnerPeople;
import nl.tec.partners.PartnerPerson;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people of partners by name: kept, read with a row in the audit log, forgotten (rules 8). */
@Service
class StoredPeople implements PartnerPeople, PersonalRecords {

    private static final int MAX = 200;

    private final JdbcClient jdbc;
    private final Audit audit;

    StoredPeople(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    @Transactional
    public List<PartnerPerson> list(long organisationId, Actor actor) {
        Rights.mustWork(actor, organisationId);
        if (!actor.is(nl.tec.accounts.Role.PARTNER, organisationId)) {
            audit.add(actor, "PARTNER_PEOPLE_READ", "organisation", organisationId);
        }
        return jdbc.sql("""
                select id, function, role, coalesce(name, '') as name, coalesce(email, '') as email, coalesce(phone, '') as phone
                  from partner_person where organisation_id = ? and ended_on is null order by role, function, id limit 200
                """)
                .param(organisationId)
                .query((row, n) -> new PartnerPerson(
                        row.getLong("id"),
                        row.getString("function"),
                        PartnerPerson.Role.valueOf(row.getString("role")),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("phone")))
                .list();
    }

    @Override
    @Transactional
    public Problems add(long organisationId, PartnerPerson.Form form, Actor by) {
        Rights.mustWork(by, organisationId);
        Problems problems = check(form);
        int there = jdbc.sql("select count(*) from partner_person where organisation_id = ?")
                .param(organisationId)
                .query(Integer.class)
                .single();
        problems.addIf(there >= MAX, "", "partners.problem.tooMany", MAX);
        if (problems.any()) {
            return problems;
        }
        jdbc.sql(
                        "insert into partner (organisation_id) select id from organisations_organisation_v where id = ? on conflict do nothing")
                .param(organisationId)
                .update();
        long id = jdbc.sql("""
                insert into partner_person (organisation_id, function, role, name, email, phone)
                values (:organisation, :function, :role, :name, :email, :phone) returning id
                """)
                .params(values(form))
                .param("organisation", organisationId)
                .query(Long.class)
                .single();
        audit.add(by, "PARTNER_PERSON_ADDED", "partner_person", id);
        return problems;
    }

    @Override
    @Transactional
    public Problems change(long organisationId, long personId, PartnerPerson.Form form, Actor by) {
        Rights.mustWork(by, organisationId);
        Problems problems = check(form);
        if (problems.any()) {
            return problems;
        }
        int changed = jdbc.sql("""
                update partner_person set function = :function, role = :role, name = :name, email = :email, phone = :phone
                 where id = :id and organisation_id = :organisation
                """)
                .params(values(form))
                .param("id", personId)
                .param("organisation", organisationId)
                .update();
        mustBeOne(changed, personId);
        audit.add(by, "PARTNER_PERSON_CHANGED", "partner_person", personId);
        return problems;
    }

    @Override
    @Transactional
    public void remove(long organisationId, long personId, Actor by) {
        Rights.mustWork(by, organisationId);
        int removed = jdbc.sql("delete from partner_person where id = ? and organisation_id = ?")
                .param(personId)
                .param(organisationId)
                .update();
        mustBeOne(removed, personId);
        audit.add(by, "PARTNER_PERSON_REMOVED", "partner_person", personId);
    }

    private static void mustBeOne(int rows, long personId) {
        if (rows == 0) {
            throw new NotFound("person " + personId);
        }
    }

    private static Problems check(PartnerPerson.Form form) {
        int function = form.function().strip().length();
        return new Problems()
                .addIf(function < 1 || function > 120, "functie", "partners.problem.function")
                .addIf(
                        ContributionCheck.named(PartnerPerson.Role.values(), form.role()) == null,
                        "rol",
                        "partners.problem.role")
                .addIf(form.name().strip().length() > 100, "naam", "partners.problem.name")
                .addIf(
                        !form.email().isBlank()
                                && MailAddress.parse(form.email()).isEmpty(),
                        "email",
                        "partners.problem.email")
                .addIf(
                        !form.phone().isBlank() && !form.phone().strip().matches("[0-9+() -]{6,30}"),
                        "telefoon",
                        "partners.problem.phone");
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

    @Override
    public List<Section> about(Person person) {
        List<List<Fact>> items = new ArrayList<>();
        jdbc.sql("""
                select h.function, coalesce(h.name, '') as name, h.email, coalesce(h.phone, '') as phone, o.name as organisation
                  from partner_person h join organisations_organisation_v o on o.id = h.organisation_id where h.email = ? order by h.id
                """).param(person.email()).query((org.springframework.jdbc.core.RowCallbackHandler)
                row -> items.add(List.of(
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
