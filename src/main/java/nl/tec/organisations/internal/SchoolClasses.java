package nl.tec.organisations.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.organisations.Classes;
import nl.tec.organisations.Cohorts;
import nl.tec.organisations.SchoolClass;
import nl.tec.shared.SchoolYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class SchoolClasses implements Classes {

    private final JdbcClient jdbc;
    private final Cohorts cohorts;
    private final ClassRows rows;
    private final ClassEstimates estimates;

    SchoolClasses(JdbcClient jdbc, Cohorts cohorts, ClassRows rows, ClassEstimates estimates) {
        this.jdbc = jdbc;
        this.cohorts = cohorts;
        this.rows = rows;
        this.estimates = estimates;
    }

    @Override
    @Transactional(readOnly = true)
    public List<SchoolClass> list(long siteId, SchoolYear year) {
        return rows.list(siteId, year);
    }

    @Override
    public List<SchoolClass> list(Collection<Long> siteIds, SchoolYear year) {
        return rows.list(siteIds, year);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<SchoolClass> find(long classId) {
        return rows.list(List.of(classId)).stream().findFirst();
    }

    @Override
    @Transactional(readOnly = true)
    public List<SchoolClass> list(Collection<Long> classIds) {
        return rows.list(classIds);
    }

    @Override
    public int start(SchoolYear year, Collection<String> municipalities) {
        cohorts.ensure(year, municipalities);
        return start(year, municipalities, List.of());
    }

    /** Of the cohorts of primary schools as they stand. Classes that are there already and that no school corrected follow them. */
    int start(SchoolYear year, Collection<String> municipalities, Collection<Long> sites) {
        estimates.follow(year, municipalities, sites);
        return jdbc.sql("""
                with size as (
                  select c.site_id, c.id as cohort_id, z.grade, z.pupils, z.low, z.high, z.source, z.counted_in,
                         ceil(z.pupils / :largest ::numeric)::int as classes
                  from cohort_size z
                  join cohort c on c.id = z.cohort_id
                  join organisation o on o.id = c.site_id
                  where z.school_year = :year and z.pupils > 0 and c.sector in ('PO', 'SO')
                    and (o.municipality_code = any (:municipalities) or c.site_id = any (:sites))
                    and not exists (select from school_class k where k.site_id = c.site_id and k.school_year = :year)
                ), class as (
                  select *, grade || case when classes = 1 then '' else chr(96 + n) end as label,
                         pupils / classes + (n <= pupils % classes)::int as head_count
                  from size cross join generate_series(1, classes) as n
                ), made as (
                  insert into school_class (site_id, school_year, label, source, counted_in)
                  select site_id, :year, label, source, counted_in from class
                  returning id, site_id, label
                )
                insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                select made.id, cohort_id, grade, head_count, least(head_count, floor(low / classes::numeric)),
                       greatest(head_count, ceil(high / classes::numeric))
                from class join made using (site_id, label)
                """)
                .param("largest", MAX_CLASS)
                .param("year", year.start())
                .param("municipalities", municipalities.toArray(String[]::new))
                .param("sites", sites.toArray(Long[]::new))
                .update();
    }
}
