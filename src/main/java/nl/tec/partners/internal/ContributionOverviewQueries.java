package nl.tec.partners.internal;

import java.time.LocalDate;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.ContributionKind;
import nl.tec.partners.ContributionOverview.Cell;
import nl.tec.partners.ContributionOverview.Funded;
import nl.tec.partners.ContributionOverview.Key;
import nl.tec.partners.ContributionOverview.Late;
import nl.tec.partners.ContributionOverview.Line;
import nl.tec.partners.ContributionOverview.Row;
import nl.tec.partners.ContributionOverview.Side;
import nl.tec.partners.ContributionOverview.Sums;
import nl.tec.partners.ContributionOverview.ToDo;
import nl.tec.partners.ContributionOverview.Which;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class ContributionOverviewQueries {

    private final JdbcClient jdbc;

    ContributionOverviewQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Cell> cells() {
        return jdbc.sql("select c.year, c.kind, o.kind as side, count(*)::int as count, " + ContributionRows.SUMS + """
                  from contribution c join organisations_organisation_v o on o.id = c.organisation_id
                 where c.state = 'ACCEPTED' group by c.year, c.kind, o.kind order by c.year, c.kind, o.kind
                """)
                .query((row, n) -> new Cell(
                        row.getInt("year"),
                        Rows.constant(row, "kind", ContributionKind.class),
                        Side.of(Rows.constant(row, "side", OrganisationKind.class)),
                        Rows.read(row, Sums.class),
                        row.getInt("count")))
                .list();
    }

    public List<Line> lines(int year, String words, Which which, @Nullable Key after, int limit, LocalDate today) {
        return jdbc.sql("""
                with chosen as (
                  select o.id, o.name, o.kind, o.invented from organisations_organisation_v o
                   where o.kind <> 'SCHOOL'
                     and exists (select from contribution c where c.organisation_id = o.id and c.year = :year and c.state = 'ACCEPTED'
                                    and (:which = 'ALL' or c.delivered < c.amount) and (:which <> 'LATE' or c.due_on < :today))
                     and %s
                     and (:after::bigint is null or (o.name, o.id) > (:name, :after))
                   order by o.name, o.id limit :limit)
                select o.id as organisation_id, o.name, o.kind, o.invented,
                       count(*) filter (where c.delivered < c.amount)::int as outstanding,
                       count(*) filter (where c.delivered < c.amount and c.due_on < :today)::int as late,
                """.formatted(PartnerSql.NAMED) + ContributionRows.SUMS + """
                  from chosen o join contribution c on c.organisation_id = o.id and c.year = :year and c.state = 'ACCEPTED'
                 group by o.id, o.name, o.kind, o.invented order by o.name, o.id
                """)
                .param("year", year)
                .param("words", PartnerSql.like(words))
                .param("which", which.name())
                .param("after", after == null ? null : after.id())
                .param("name", after == null ? "" : after.name())
                .param("limit", limit)
                .param("today", today)
                .query(Rows.of(Line.class))
                .list();
    }

    public List<ToDo> toDo(int most, LocalDate today) {
        return jdbc.sql("""
                (select c.id as contribution_id, o.id as organisation_id, o.name as organisation, c.what, 'PROPOSED' as why,
                        (c.declared_at at time zone 'Europe/Amsterdam')::date as day, 1 as turn, true as reachable
                   from contribution c join organisations_organisation_v o on o.id = c.organisation_id
                  where c.state = 'PROPOSED' order by c.declared_at, c.id limit :most)
                union all
                (select c.id, o.id, o.name, c.what, 'REPORTED', (d.recorded_at at time zone 'Europe/Amsterdam')::date, 2, true
                   from contribution_delivery d join contribution c on c.id = d.contribution_id
                   join organisations_organisation_v o on o.id = c.organisation_id
                  where d.state = 'REPORTED' order by d.recorded_at, d.id limit :most)
                union all
                (select c.id, o.id, o.name, c.what, 'LATE', c.due_on, 3, %s is not null
                   from contribution c join organisations_organisation_v o on o.id = c.organisation_id
                  where %s
                  order by c.due_on desc, c.id limit :most)
                order by turn, day, contribution_id
                """.formatted(PartnerMail.ADDRESS, ContributionRows.LATE))
                .param("most", most)
                .param("today", today)
                .query(Rows.of(ToDo.class))
                .list();
    }

    public Late late(LocalDate today) {
        return jdbc.sql("""
                select count(*)::int as count, max(c.year) as year
                  from contribution c join organisations_organisation_v o on o.id = c.organisation_id
                 where %s
                """.formatted(ContributionRows.LATE))
                .param("today", today)
                .query(Rows.of(Late.class))
                .single();
    }

    public List<Row> rows(int year) {
        return jdbc.sql("select o.name as organisation, o.kind as organisation_kind, " + ContributionRows.COLUMNS + """
                  from contribution c join organisations_organisation_v o on o.id = c.organisation_id
                 where c.year = :year and c.state = 'ACCEPTED' order by o.name, o.id, c.kind, c.id
                """)
                .param("year", year)
                .query(Rows.of(Row.class))
                .list();
    }

    public List<Funded> funded(int year) {
        return jdbc.sql("""
                select f.id, f.name, f.ended_on is not null as ended,
                       coalesce(sum((d.amount * c.unit_cents + 50) / 100), 0)::bigint as worth
                  from funding_programme f
                  left join (contribution_delivery d join contribution c on c.id = d.contribution_id and c.year = :year and c.state = 'ACCEPTED')
                         on d.funding_programme_id = f.id and d.state = 'ACCEPTED'
                 group by f.id order by f.ended_on is not null, lower(f.name), f.id
                """).param("year", year).query(Rows.of(Funded.class)).list();
    }
}
