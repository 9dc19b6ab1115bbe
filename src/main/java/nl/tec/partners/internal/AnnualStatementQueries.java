package nl.tec.partners.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.partners.Contribution;
import nl.tec.shared.Dates;
import nl.tec.shared.World;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class AnnualStatementQueries {

    private final JdbcClient jdbc;

    AnnualStatementQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<String> name(long organisationId) {
        return jdbc.sql("select name from organisations_organisation_v where id = ?")
                .param(organisationId)
                .query(String.class)
                .optional();
    }

    /** Returns the accepted contributions of a year. */
    public List<Contribution> contributions(long organisationId, int year) {
        return jdbc.sql("select " + ContributionRows.COLUMNS + """
                  from contribution c where c.organisation_id = ? and c.year = ? and c.state = 'ACCEPTED' order by c.kind, c.id
                """)
                .param(organisationId)
                .param(year)
                .query(Rows.of(Contribution.class))
                .list();
    }

    /** Returns the past sessions of a partner in a calendar year, each with the first world of its activity. */
    public Map<Long, World> held(long organisationId, int year, Instant now) {
        Map<Long, World> held = new HashMap<>();
        jdbc.sql("""
                select distinct session_id, world from partners_session_v
                 where organisation_id = :id and state = 'PUBLISHED' and starts_at >= :from and starts_at < :to and ends_at <= :now
                """)
                .param("id", organisationId)
                .param("from", start(year))
                .param("to", start(year + 1))
                .param("now", now.atZone(Dates.ZONE).toOffsetDateTime())
                .query((RowCallbackHandler)
                        row -> held.put(row.getLong("session_id"), Rows.constant(row, "world", World.class)));
        return held;
    }

    private static OffsetDateTime start(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(Dates.ZONE).toOffsetDateTime();
    }
}
