package nl.tec.partners.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.partners.AnnualStatement;
import nl.tec.partners.AnnualStatements;
import nl.tec.partners.Contribution;
import nl.tec.partners.ContributionKind;
import nl.tec.partners.ContributionUnit;
import nl.tec.reach.Reach;
import nl.tec.reach.SessionsReach;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.NotFound;
import nl.tec.shared.World;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

@Service
class StoredAnnualStatements implements AnnualStatements {

    private static final int FIRST = 2020;

    /** Its sessions that are over, each in the first world of its activity. */
    private static final String HELD = """
            select distinct session_id, world from partners_session_v
             where organisation_id = :id and state = 'PUBLISHED' and starts_at >= :from and starts_at < :to and ends_at <= :now
            """;

    private final JdbcClient jdbc;
    private final Reach reach;
    private final Clock clock;

    StoredAnnualStatements(JdbcClient jdbc, Reach reach, Clock clock) {
        this.jdbc = jdbc;
        this.reach = reach;
        this.clock = clock;
    }

    @Override
    public AnnualStatement get(long organisationId, int year, Actor actor) {
        Rights.mustWork(actor, organisationId);
        return of(organisationId, year);
    }

    /** For whom it is, is decided by the caller. */
    AnnualStatement of(long organisationId, int year) {
        if (year < FIRST || year > Dates.dayOf(clock.instant()).getYear()) {
            throw new NotFound("year " + year);
        }
        String name = jdbc.sql("select name from organisations_organisation_v where id = ?")
                .param(organisationId)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFound("partner " + organisationId));
        List<Contribution> contributions = jdbc.sql("select " + ContributionRows.COLUMNS + """
                  from contribution c where c.organisation_id = ? and c.year = ? and c.state = 'ACCEPTED' order by c.kind, c.id
                """)
                .param(organisationId)
                .param(year)
                .query((row, n) -> ContributionRows.contribution(row))
                .list();
        Money declared = Money.ZERO;
        Money worth = Money.ZERO;
        Money money = Money.ZERO;
        long hours = 0;
        for (Contribution c : contributions) {
            declared = declared.plus(c.worth());
            worth = worth.plus(c.deliveredWorth());
            money = c.kind() == ContributionKind.MONEY ? money.plus(c.deliveredWorth()) : money;
            hours += c.kind().ofPeople() && c.unit() == ContributionUnit.HOUR ? c.delivered() : 0;
        }
        Map<Long, World> held = held(organisationId, year);
        SessionsReach came = reach.ofSessions(held.keySet(), year);
        return new AnnualStatement(
                year,
                name,
                Math.toIntExact(came.pupils()),
                Math.toIntExact(came.others()),
                came.attended().size(),
                hours,
                declared,
                worth,
                money,
                came.attended().stream()
                        .map(held::get)
                        .distinct()
                        .sorted(Comparator.comparing(World::name))
                        .toList(),
                contributions);
    }

    private Map<Long, World> held(long organisationId, int year) {
        Map<Long, World> held = new HashMap<>();
        jdbc.sql(HELD)
                .param("id", organisationId)
                .param("from", start(year))
                .param("to", start(year + 1))
                .param("now", clock.instant().atZone(Dates.ZONE).toOffsetDateTime())
                .query((RowCallbackHandler)
                        row -> held.put(row.getLong("session_id"), World.valueOf(row.getString("world"))));
        return held;
    }

    private static OffsetDateTime start(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(Dates.ZONE).toOffsetDateTime();
    }
}
