package nl.tec.steering.internal;

import static nl.tec.steering.Condition.BOARDS;
import static nl.tec.steering.Condition.COMMITMENT;
import static nl.tec.steering.Condition.COMPANIES;
import static nl.tec.steering.Condition.NEIGHBOURS;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.steering.Condition;
import nl.tec.steering.Evidence;
import nl.tec.steering.Fact;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The evidence of the network for the conditions: the connected organisations on 31 December of the year, or today in the current one,
 * by the same rule as the KPI.
 */
@Component
@Order(3)
class NetworkEvidence implements Evidence {

    private static final int YEARS_OF_LOYALTY = 2;

    private final JdbcClient jdbc;
    private final Texts texts;
    private final Clock clock;

    NetworkEvidence(JdbcClient jdbc, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.clock = clock;
    }

    private record Counts(
            long companies,
            long loyal,
            long boards,
            long signatories,
            long contributors,
            long neighbours,
            long knownNeighbours,
            long answered,
            long answeredYes,
            long promisedCents,
            long deliveredCents,
            long declarations,
            long signed) {}

    @Override
    public Map<Condition, List<Fact>> of(int year, Locale language) {
        LocalDate last = LocalDate.of(year, 12, 31);
        LocalDate today = Dates.today(clock);
        Counts counts = counts(year, today.isBefore(last) ? today : last);
        Say say = new Say(texts, language);
        return Map.of(
                BOARDS,
                List.of(say.count("boards", counts.boards(), null)),
                COMPANIES,
                List.of(
                        say.count("companies", counts.companies(), null),
                        say.share("loyal", counts.loyal(), counts.companies()),
                        say.share("asked", counts.answeredYes(), counts.answered())),
                COMMITMENT,
                List.of(
                        say.count("signatories", counts.signatories(), null),
                        say.share("declarations", counts.signed(), counts.declarations()),
                        say.count("contributors", counts.contributors(), null),
                        say.euros("promises", counts.deliveredCents(), counts.promisedCents())),
                NEIGHBOURS,
                List.of(say.share("neighbours", counts.neighbours(), counts.knownNeighbours())));
    }

    private Counts counts(int year, LocalDate day) {
        return jdbc.sql("""
                select count(*) filter (where o.kind = 'COMPANY') as companies,
                       count(*) filter (where o.kind = 'COMPANY' and o.id in (select organisation_id from connected_on(:long_ago))) as loyal,
                       count(*) filter (where o.kind = 'SCHOOL_BOARD') as boards,
                       (select count(distinct organisation_id) from partners_membership_counted_v
                         where kind = 'SIGNATORY' and counted @> :day::date) as signatories,
                       (select count(distinct organisation_id) from partners_promise_v where year = :year and delivered_cents > 0)
                           as contributors,
                       count(*) filter (where o.kind in ('HUB', 'PLATFORM')) as neighbours,
                       (select count(*) from organisations_organisation_v where kind in ('HUB', 'PLATFORM') and ended_on is null) as known_neighbours,
                       (select count(*) from employers_offer_request_v
                         where asked_on between :first and :last and state not in ('OPEN', 'WITHDRAWN')) as answered,
                       (select count(*) from employers_offer_request_v
                         where asked_on between :first and :last and state = 'ACCEPTED') as answered_yes,
                       (select coalesce(sum(promised_cents), 0) from partners_promise_v where year = :year) as promised_cents,
                       (select coalesce(sum(delivered_cents), 0) from partners_promise_v where year = :year) as delivered_cents,
                       (select count(*) from declarations_signed_v where opened_on <= :day) as declarations,
                       (select count(*) from declarations_signed_v where completed_on <= :day) as signed
                  from connected_on(:day) c join organisations_organisation_v o on o.id = c.organisation_id
                """)
                .param("day", day)
                .param("year", year)
                .param("first", new SchoolYear(year).firstDay())
                .param("last", new SchoolYear(year).lastDay())
                .param("long_ago", day.minusYears(YEARS_OF_LOYALTY))
                .query(Rows.of(Counts.class))
                .single();
    }
}
