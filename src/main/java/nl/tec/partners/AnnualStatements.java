package nl.tec.partners;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.partners.internal.AnnualStatementQueries;
import nl.tec.reach.Reach;
import nl.tec.reach.SessionsReach;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.NotFound;
import nl.tec.shared.World;
import org.springframework.stereotype.Service;

/** Compiles the annual statements of partners, which are mailed in January of the next year. */
@Service
public class AnnualStatements {

    private static final int FIRST = 2020;

    private final AnnualStatementQueries queries;
    private final Reach reach;
    private final Clock clock;

    AnnualStatements(AnnualStatementQueries queries, Reach reach, Clock clock) {
        this.queries = queries;
        this.reach = reach;
        this.clock = clock;
    }

    /**
     * Returns the statement of a year, for the partner itself and for programme managers.
     *
     * @throws NotFound for anybody else, and for years before 2020 or after this year
     */
    public AnnualStatement get(long organisationId, int year, Actor actor) {
        actor.requireManagesPartner(organisationId);
        return of(organisationId, year);
    }

    /** Returns the statement of a year; the caller checks authorisation. */
    public AnnualStatement of(long organisationId, int year) {
        if (year < FIRST || year > Dates.today(clock).getYear()) {
            throw new NotFound("year " + year);
        }
        String name = queries.name(organisationId).orElseThrow(() -> new NotFound("partner " + organisationId));
        List<Contribution> contributions = queries.contributions(organisationId, year);
        Money declared = Money.ZERO;
        Money worth = Money.ZERO;
        long hours = 0;
        for (Contribution c : contributions) {
            declared = declared.plus(c.worth());
            worth = worth.plus(c.deliveredWorth());
            hours += c.kind().ofPeople() && c.unit() == ContributionUnit.HOUR ? c.delivered() : 0;
        }
        Map<Long, World> held = queries.held(organisationId, year, clock.instant());
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
                came.attended().stream()
                        .map(held::get)
                        .distinct()
                        .sorted(Comparator.comparing(World::name))
                        .toList(),
                contributions);
    }
}
