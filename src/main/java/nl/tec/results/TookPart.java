package nl.tec.results;

import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.results.Kpi.Band;
import nl.tec.shared.SchoolYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How many different pupils and children took part in a school year, in groups that need not be those of a KPI (rules 2). */
@Service
public class TookPart {

    private final JdbcClient jdbc;
    private final HubSettings hub;

    TookPart(JdbcClient jdbc, HubSettings hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    /** Different pupils of these bands who came with their class, of the municipalities of the hub: as the KPIs count them. */
    public long pupils(SchoolYear year, List<Band> bands) {
        return jdbc.sql("""
                select coalesce(sum(r.reached), 0)
                  from reach_cohort r
                  join organisations_cohort_v c on c.id = r.cohort_id
                  join organisations_organisation_v o on o.id = c.site_id and o.municipality_code = any(:municipalities)
                 where r.school_year = :year
                   and exists (select from unnest(:sectors::text[], :from::int[], :to::int[]) as band (sector, first, last)
                                where band.sector = c.sector and r.grade between band.first and band.last)
                """)
                .param("year", year.start())
                .param("municipalities", hub.municipalities().toArray(String[]::new))
                .param(
                        "sectors",
                        bands.stream().map(band -> band.sector().name()).toArray(String[]::new))
                .param("from", bands.stream().map(Band::from).toArray(Integer[]::new))
                .param("to", bands.stream().map(Band::to).toArray(Integer[]::new))
                .query(Long.class)
                .single();
    }

    /** @param all every age, also of who gave none. @param ofAge those of the age that was asked for */
    public record Children(long ofAge, long all) {}

    /**
     * Different children who signed up themselves and came (rules 2.5): per mail address and age, the largest number at one
     * session. A group stands for the age its pupils usually have on 1 October. Who came without signing up is not counted.
     */
    public Children children(SchoolYear year, int youngest, int oldest) {
        return jdbc.sql("""
                with came as (
                  select v.who, v.session_id, v.head_count,
                         coalesce(v.age, case when v.sector in ('PO', 'SO') then v.grade + 3 when v.sector = 'VO' then v.grade + 11 end) as age
                    from reach_individual_visit_v v
                   where v.held_on between :first and :last and v.audience = 'CHILD' and v.who is not null),
                at_a_session as (select who, age, sum(head_count) as children from came group by who, age, session_id),
                family as (select who, age, max(children) as children from at_a_session group by who, age)
                select coalesce(sum(children) filter (where age between :youngest and :oldest), 0) as of_age,
                       coalesce(sum(children), 0) as everybody
                  from family
                """)
                .param("first", year.firstDay())
                .param("last", year.lastDay())
                .param("youngest", youngest)
                .param("oldest", oldest)
                .query((row, n) -> new Children(row.getLong("of_age"), row.getLong("everybody")))
                .single();
    }
}
