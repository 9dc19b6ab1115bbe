package nl.tec.partners.internal;

import java.time.Instant;
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
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The personal data of people of partners (rules 8.4). */
@Component
class PartnerPersonRecords implements PersonalRecords {

    private static final String PEOPLE = "partner-people";

    private final JdbcClient jdbc;

    PartnerPersonRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.erased(
                        PEOPLE,
                        Set.of(Subject.PARTNER_STAFF),
                        Basis.AGREEMENT,
                        RetentionTerm.days(Setting.STAFF_RETENTION_DAYS, Since.STOPPED),
                        Set.of(Viewer.PROGRAMME_MANAGER),
                        List.of("partner_person.name", "partner_person.email", "partner_person.phone"),
                        this::erase),
                Holding.erased(
                        "partner-imports",
                        Set.of(Subject.PARTNER_STAFF),
                        Basis.AGREEMENT,
                        RetentionTerm.days(1, Since.UPLOADED),
                        Set.of(Viewer.PROGRAMME_MANAGER),
                        List.of("partner_import.content"),
                        this::eraseImports),
                Holding.kept(
                        "partner-papers",
                        Set.of(Subject.PARTNER_STAFF),
                        Basis.AGREEMENT,
                        RetentionTerm.lasting(Since.CONTRACT),
                        Set.of(Viewer.PROGRAMME_MANAGER, Viewer.BOARD),
                        List.of(
                                "paper_agreement.content",
                                "paper_agreement.name",
                                "contribution.question",
                                "contribution_delivery.question",
                                "contribution_delivery_file.content",
                                "contribution_delivery_file.name",
                                "membership_change.reason")));
    }

    private int erase(Instant stoppedBefore) {
        return jdbc.sql("""
                update partner_person p set name = null, email = null, phone = null
                  from organisations_organisation_v o
                 where o.id = p.organisation_id and o.ended_on < ? and num_nonnulls(p.name, p.email, p.phone) > 0
                """).param(Dates.dayOf(stoppedBefore)).update();
    }

    private int eraseImports(Instant uploadedBefore) {
        return jdbc.sql("delete from partner_import where created_at < ?")
                .param(Rows.timestamp(uploadedBefore))
                .update();
    }

    @Override
    public List<Match> find(String words, int limit) {
        return jdbc.sql("""
                select id, coalesce(email, '') as email, coalesce(name, function) as name from partner_person
                 where names_person(?, name, email, phone) order by name, id limit ?
                """)
                .params(words, limit)
                .query((row, n) -> {
                    String email = row.getString("email");
                    return new Match(
                            PEOPLE,
                            new Person(0, email, email.isEmpty() ? new RecordId(PEOPLE, row.getLong("id")) : null),
                            row.getString("name"));
                })
                .list();
    }

    @Override
    public List<Section> about(Person person) {
        List<List<Fact>> items = new ArrayList<>();
        jdbc.sql("""
                select h.function, coalesce(h.name, '') as name, coalesce(h.email, '') as email, coalesce(h.phone, '') as phone, o.name as organisation
                  from partner_person h join organisations_organisation_v o on o.id = h.organisation_id where h.email = ? or h.id = ? order by h.id
                """).params(person.email(), person.recordOf(PEOPLE)).query((RowCallbackHandler)
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
        jdbc.sql("update partner_person set name = null, email = null, phone = null where email = ? or id = ?")
                .params(person.email(), person.recordOf(PEOPLE))
                .update();
    }
}
