package nl.tec.employers.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The personal data in offers and requests: contact addresses of companies, and questions of schools. */
@Component
class OfferRecords implements PersonalRecords {

    private final JdbcClient jdbc;
    private final HubSettings hub;

    OfferRecords(JdbcClient jdbc, HubSettings hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.kept(
                        "offer-contacts",
                        Set.of(Subject.PARTNER_STAFF),
                        Basis.AGREEMENT,
                        RetentionTerm.until(Since.REMOVED),
                        Set.of(Viewer.PROGRAMME_MANAGER),
                        List.of("offer.contact_email")),
                Holding.erased(
                        "offer-questions",
                        Set.of(Subject.SCHOOL_STAFF),
                        Basis.AGREEMENT,
                        RetentionTerm.days(Setting.RETENTION_DAYS, Since.SESSION),
                        Set.of(Viewer.HOST, Viewer.PROGRAMME_MANAGER),
                        List.of("offer_request.question", "offer_request.reason", "offer_link.link_hash"),
                        this::erase));
    }

    /** Erases the personal data of requests after the visit, or after the end of a request without one. */
    private int erase(Instant overBefore) {
        LocalDate before = Dates.dayOf(overBefore);
        String over = """
                select r.id from offer_request r
                where r.state <> 'OPEN' and r.ended_at < :before::date
                  and not exists (select from offer_request_date d where d.request_id = r.id and d.position = r.chosen
                                    and d.day >= :before::date)
                """;
        return jdbc.sql("delete from offer_link l using (" + over + ") o where l.request_id = o.id")
                        .param("before", before)
                        .update()
                + jdbc.sql("update offer_request r set question = '', reason = null from (" + over
                                + ") o where r.id = o.id and (r.question <> '' or r.reason is not null)")
                        .param("before", before)
                        .update();
    }

    @Override
    public List<Section> about(Person person) {
        return List.of(new Section(
                "offers.records",
                jdbc.sql("""
                select r.title_nl, o.name from offer r join organisations_organisation_v o on o.id = r.organisation_id
                 where r.contact_email = ? order by r.id
                """)
                        .param(person.email())
                        .query((row, n) -> List.of(
                                new Fact("offers.records.offer", row.getString("title_nl")),
                                new Fact("offers.records.organisation", row.getString("name")),
                                new Fact("offers.records.email", person.email())))
                        .list(),
                "/partner/aanbod"));
    }

    /** Replaces the address by that of the hub, which receives requests until the company enters another one. */
    @Override
    public void forget(Person person) {
        jdbc.sql("update offer set contact_email = ? where contact_email = ?")
                .params(hub.contact(), person.email())
                .update();
    }

    @Override
    public List<Match> find(String words, int limit) {
        return jdbc.sql("""
                select distinct r.contact_email, o.name
                  from offer r join organisations_organisation_v o on o.id = r.organisation_id
                 where names_person(?, r.contact_email) order by 1, 2 limit ?
                """)
                .params(words, limit)
                .query((row, n) -> new Match("offer-contacts", new Person(0, row.getString(1)), row.getString(2)))
                .list();
    }
}
