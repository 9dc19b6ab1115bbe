package nl.tec.network.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.network.Contribution;
import nl.tec.network.Contributions;
import nl.tec.network.Contributions.Detail;
import nl.tec.network.Delivery;
import nl.tec.network.Delivery.SessionLink;
import nl.tec.network.FundingProgramme;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads one contribution with everything about it, for whoever may. */
@Component
class ContributionReader {

    private final JdbcClient jdbc;
    private final Clock clock;

    ContributionReader(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Contribution find(long id, Actor actor) {
        return read(id, actor, "");
    }

    /** The same, and nobody else changes it until the end of the transaction. */
    Contribution lock(long id, Actor actor) {
        return read(id, actor, " for no key update of c");
    }

    private Contribution read(long id, Actor actor, String locking) {
        Contribution contribution = jdbc.sql(
                        "select " + ContributionRows.COLUMNS + " from contribution c where c.id = ?" + locking)
                .param(id)
                .query((row, n) -> ContributionRows.contribution(row))
                .optional()
                .orElseThrow(() -> new NotFound("contribution " + id));
        Rights.mustWork(actor, contribution.organisationId());
        return contribution;
    }

    Detail detail(Contribution c) {
        List<Delivery> deliveries = jdbc.sql("""
                select d.*, v.day as session_day, v.title_nl, v.title_en, f.name as programme, f.ended_on is not null as ended
                  from contribution_delivery d
                  left join funding_programme f on f.id = d.funding_programme_id
                  left join lateral (select (s.starts_at at time zone 'Europe/Amsterdam')::date as day, s.title_nl, s.title_en
                                       from partner_session s where s.organisation_id = :organisation and s.session_id = d.session_id
                                      limit 1) v on true
                 where d.contribution_id = :id
                 order by d.day desc, d.id desc limit :most
                """)
                .param("organisation", c.organisationId())
                .param("id", c.id())
                .param("most", Contributions.MOST_DELIVERIES)
                .query(ContributionReader::delivery)
                .list();
        List<SessionLink> sessions = jdbc.sql("""
                select distinct on (s.starts_at, s.session_id) s.session_id, (s.starts_at at time zone 'Europe/Amsterdam')::date as day,
                       s.title_nl, s.title_en
                  from partner_session s
                 where s.organisation_id = :organisation and s.state = 'PUBLISHED' and s.ends_at <= :now
                   and extract(year from s.starts_at at time zone 'Europe/Amsterdam') = :year
                   and not exists (select from contribution_delivery d where d.contribution_id = :id and d.session_id = s.session_id)
                 order by s.starts_at desc, s.session_id desc limit 100
                """)
                .param("organisation", c.organisationId())
                .param("now", clock.instant().atZone(Dates.ZONE).toOffsetDateTime())
                .param("year", c.year())
                .param("id", c.id())
                .query((row, n) -> new SessionLink(
                        row.getLong("session_id"),
                        row.getObject("day", LocalDate.class),
                        row.getString("title_nl"),
                        row.getString("title_en")))
                .list();
        String organisation = jdbc.sql("select name from organisation where id = ?")
                .param(c.organisationId())
                .query(String.class)
                .single();
        return new Detail(c, organisation, deliveries, sessions, programmes());
    }

    /** Those that have not ended first, by name. */
    private List<FundingProgramme> programmes() {
        return jdbc.sql("""
                select id, name, ended_on is not null as ended from funding_programme order by ended_on is not null, lower(name), id
                """)
                .query((row, n) ->
                        new FundingProgramme(row.getLong("id"), row.getString("name"), row.getBoolean("ended")))
                .list();
    }

    private static Delivery delivery(ResultSet row, int n) throws SQLException {
        String programme = row.getString("programme");
        return new Delivery(
                row.getLong("id"),
                row.getObject("day", LocalDate.class),
                row.getLong("amount"),
                row.getString("evidence"),
                session(row),
                Delivery.Source.valueOf(row.getString("source")),
                Delivery.State.valueOf(row.getString("state")),
                row.getString("question"),
                programme == null
                        ? null
                        : new FundingProgramme(
                                row.getLong("funding_programme_id"), programme, row.getBoolean("ended")));
    }

    private static @Nullable SessionLink session(ResultSet row) throws SQLException {
        Long session = row.getObject("session_id", Long.class);
        LocalDate day = row.getObject("session_day", LocalDate.class);
        return session == null || day == null
                ? null
                : new SessionLink(session, day, row.getString("title_nl"), row.getString("title_en"));
    }
}
