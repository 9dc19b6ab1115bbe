package nl.tec.partners.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.partners.AnnualStatement;
import nl.tec.partners.AnnualStatements;
import nl.tec.partners.Contribution;
import nl.tec.partners.ContributionKind;
import nl.tec.partners.ContributionUnit;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.NotFound;
import nl.tec.shared.World;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

@Service
class StoredAnnualStatements implements AnnualStatements {

    private static final int FIRST = 2020;

    /**
     * Pupils by rules 2.2 (a class part: the largest head count, other pupils on top), 2.3 (a cohort: its size at most) and 2.4
     * (two school years: the larger).
     */
    private static final String REACH = """
            with held as (
              select distinct v.session_id, v.world from partners_session_v v
               where v.organisation_id = :id and v.state = 'PUBLISHED' and v.starts_at >= :from and v.starts_at < :to and v.ends_at <= :now
                 and exists (select from bookings_attendance_v a where a.session_id = v.session_id and a.head_count > 0)),
            part as (
              select cp.cohort_id, y.school_year, cp.id,
                     max(a.group_size) as group_size,
                     least(max(a.part_size), coalesce(max(least(a.head_count, a.part_size)) filter (where not a.other_pupils), 0)
                                           + coalesce(sum(least(a.head_count, a.part_size)) filter (where a.other_pupils), 0)) as reached
                from held h join bookings_attendance_v a on a.session_id = h.session_id join organisations_class_part_v cp on cp.id = a.class_part_id
               cross join lateral (select extract(year from a.held_on)::int - (extract(month from a.held_on) < 8)::int as school_year) y
               group by cp.cohort_id, y.school_year, cp.id),
            slice as (
              select p.cohort_id, least(sum(p.reached), max(greatest(s.pupils, s.own_pupils, p.group_size))) as reached
                from part p left join organisations_cohort_size_v s on s.cohort_id = p.cohort_id and s.school_year = p.school_year
               group by p.cohort_id, p.school_year),
            cohorts as (select max(reached) as reached from slice group by cohort_id),
            others as (
              select count(distinct (a.email_hash, a.audience, a.sector, a.grade)) filter (where a.email_hash is not null)
                   + count(*) filter (where a.email_hash is null and a.person_id is not null)
                   + coalesce(sum(a.head_count) filter (where a.email_hash is null and a.person_id is null), 0) as people
                from held h join bookings_attendance_v a on a.session_id = h.session_id
               where a.class_part_id is null and a.head_count > 0)
            select o.name, (select coalesce(sum(reached), 0)::int from cohorts) as pupils, (select people::int from others) as others,
                   (select count(*)::int from held) as sessions, array(select distinct world from held order by world) as worlds
              from organisations_organisation_v o where o.id = :id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    StoredAnnualStatements(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
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
        Money allDeclared = declared;
        Money allWorth = worth;
        Money allMoney = money;
        long allHours = hours;
        return jdbc.sql(REACH)
                .param("id", organisationId)
                .param("from", start(year))
                .param("to", start(year + 1))
                .param("now", clock.instant().atZone(Dates.ZONE).toOffsetDateTime())
                .query((row, n) -> new AnnualStatement(
                        year,
                        row.getString("name"),
                        row.getInt("pupils"),
                        row.getInt("others"),
                        row.getInt("sessions"),
                        allHours,
                        allDeclared,
                        allWorth,
                        allMoney,
                        Arrays.stream((Object[]) row.getArray("worlds").getArray())
                                .map(name -> ContributionCheck.named(World.values(), String.valueOf(name)))
                                .filter(Objects::nonNull)
                                .toList(),
                        contributions))
                .optional()
                .orElseThrow(() -> new NotFound("partner " + organisationId));
    }

    private static OffsetDateTime start(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(Dates.ZONE).toOffsetDateTime();
    }
}
