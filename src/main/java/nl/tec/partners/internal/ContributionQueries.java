package nl.tec.partners.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.documents.StoredFile;
import nl.tec.hub.Rows;
import nl.tec.partners.Contribution;
import nl.tec.partners.ContributionDelivery;
import nl.tec.partners.ContributionDelivery.SessionLink;
import nl.tec.partners.ContributionUnit;
import nl.tec.partners.Contributions;
import nl.tec.partners.Contributions.CountedDelivery;
import nl.tec.partners.Contributions.Detail;
import nl.tec.partners.FundingProgramme;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads contributions with their deliveries. */
@Component
public class ContributionQueries {

    /** Selects the deliveries of a contribution {@code c} of {@code :organisation}. */
    private static final String DELIVERIES = """
            select %s, d.*, c.what, c.unit, v.id as session_link_id, v.day as session_link_day,
                   v.title_nl as session_link_title_nl, v.title_en as session_link_title_en,
                   f.id as programme_id, f.name as programme_name, f.ended_on is not null as programme_ended,
                   (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name) order by e.id), '[]')
                      from contribution_delivery_file e where e.delivery_id = d.id) as documents
              from contribution_delivery d join contribution c on c.id = d.contribution_id
              left join funding_programme f on f.id = d.funding_programme_id
              left join lateral (select (s.starts_at at time zone 'Europe/Amsterdam')::date as day, s.session_id as id, s.title_nl, s.title_en
                                   from partners_session_v s where s.organisation_id = :organisation and s.session_id = d.session_id
                                  limit 1) v on true
            """.formatted(ContributionRows.DELIVERY_STAMP);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json;

    ContributionQueries(JdbcClient jdbc, Clock clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
    }

    /** @throws NotFound if there is none */
    public Contribution find(long id) {
        return jdbc.sql("select " + ContributionRows.COLUMNS + " from contribution c where c.id = ?")
                .param(id)
                .query(Rows.of(Contribution.class))
                .optional()
                .orElseThrow(() -> new NotFound("contribution " + id));
    }

    public Detail detail(Contribution c) {
        List<ContributionDelivery> deliveries = jdbc.sql(DELIVERIES + """
                 where d.contribution_id = :id
                 order by d.day desc, d.id desc limit :most
                """)
                .param("organisation", c.organisationId())
                .param("id", c.id())
                .param("most", Contributions.MAX_DELIVERIES)
                .query((row, n) -> delivery(row))
                .list();
        List<SessionLink> sessions = jdbc.sql("""
                select distinct on (s.starts_at, s.session_id) s.session_id as id, (s.starts_at at time zone 'Europe/Amsterdam')::date as day,
                       s.title_nl, s.title_en
                  from partners_session_v s
                 where s.organisation_id = :organisation and s.state = 'PUBLISHED' and s.ends_at <= :now
                   and extract(year from s.starts_at at time zone 'Europe/Amsterdam') = :year
                   and not exists (select from contribution_delivery d where d.contribution_id = :id and d.session_id = s.session_id)
                 order by s.starts_at desc, s.session_id desc limit 100
                """)
                .param("organisation", c.organisationId())
                .param("now", clock.instant().atZone(Dates.ZONE).toOffsetDateTime())
                .param("year", c.year())
                .param("id", c.id())
                .query(Rows.of(SessionLink.class))
                .list();
        String organisation = jdbc.sql("select name from organisations_organisation_v where id = ?")
                .param(c.organisationId())
                .query(String.class)
                .single();
        return new Detail(c, organisation, deliveries, sessions, programmes());
    }

    public List<CountedDelivery> came(long organisationId, int year) {
        return jdbc.sql(DELIVERIES + """
                 where c.organisation_id = :organisation and c.year = :year and c.state = 'ACCEPTED' and d.state = 'ACCEPTED'
                 order by d.day desc, d.id desc limit :most
                """)
                .param("organisation", organisationId)
                .param("year", year)
                .param("most", Contributions.MAX_DELIVERIES)
                .query((row, n) -> new CountedDelivery(
                        row.getString("what"), Rows.constant(row, "unit", ContributionUnit.class), delivery(row)))
                .list();
    }

    public StoredFile document(long id, Actor actor) {
        record Found(long organisation, StoredFile content) {}
        Found found = jdbc.sql("""
                select c.organisation_id as organisation, f.name, f.type as media, f.content as bytes
                  from contribution_delivery_file f join contribution_delivery d on d.id = f.delivery_id
                  join contribution c on c.id = d.contribution_id
                 where f.id = ?
                """)
                .param(id)
                .query(Rows.of(Found.class))
                .optional()
                .orElseThrow(() -> new NotFound("document " + id));
        Rights.requireReadAccess(actor, found.organisation());
        return found.content();
    }

    /** Returns the funding programmes, running ones first, ordered by name. */
    private List<FundingProgramme> programmes() {
        return jdbc.sql("""
                select id, name, ended_on is not null as ended from funding_programme order by ended_on is not null, lower(name), id
                """).query(Rows.of(FundingProgramme.class)).list();
    }

    private ContributionDelivery delivery(ResultSet row) throws SQLException {
        return new ContributionDelivery(
                row.getLong("id"),
                row.getObject("day", LocalDate.class),
                row.getLong("amount"),
                row.getString("evidence"),
                Rows.text(row, "evidence_link"),
                List.of(json.readValue(row.getString("documents"), ContributionDelivery.Document[].class)),
                Rows.readOrNull(row, SessionLink.class, "session_link_"),
                Rows.constant(row, "source", ContributionDelivery.Source.class),
                Rows.constant(row, "state", ContributionDelivery.State.class),
                row.getString("question"),
                Rows.readOrNull(row, FundingProgramme.class, "programme_"),
                row.getString("stamp"));
    }
}
