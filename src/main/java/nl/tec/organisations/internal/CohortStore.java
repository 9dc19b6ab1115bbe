package nl.tec.organisations.internal;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.organisations.ClassNumbersChanged;
import nl.tec.shared.SchoolYear;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores cohorts and their sizes; every change of classes or public counts updates them in the same transaction. */
@Service
@Transactional
public class CohortStore {

    /**
     * The size of a PO cohort in a school year: DUO's count, or last year's moved up; and separately the size of the school's own classes,
     * which never replaces the count (rules 2.3, 2.7).
     */
    private static final String PRIMARY = """
            with site as (
              select s.organisation_id as site_id, s.sector
              from school_site s join organisation o on o.id = s.organisation_id
              where s.sector in ('PO', 'SO') and s.kind is distinct from 'VSO'
                and (s.organisation_id = any (:sites) or o.municipality_code = any (:municipalities))
                and enrols_in(o.ended_on, :year)
            ), has_classes as (
              select site_id, coalesce(bool_and(k.source = 'SCHOOL') filter (where k.ended_at is null), false) as all_own
              from site join school_class k using (site_id)
              where k.school_year = :year
              group by site_id
            ), own as (
              select has.site_id, g.grade, coalesce(sum(p.head_count) filter (where p.ended_at is null), 0) as pupils
              from has_classes has
              cross join generate_series(1, 8) as g (grade)
              left join (
                select k.site_id, k.source, coalesce(k.ended_at, p.ended_at) as ended_at, p.grade, p.head_count
                from school_class k join class_part p on p.class_id = k.id
                where k.school_year = :year and p.head_count > 0
              ) as p on p.site_id = has.site_id and p.grade = g.grade
              group by has.site_id, g.grade, has.all_own
              -- who has corrected all classes has nobody in a group without one
              having bool_or(p.source = 'SCHOOL') or has.all_own
            ), estimate as (
              select site_id, grade, pupils, low, high, source, :year as counted_in, null::int as own_pupils
              from site join pupils_per_grade(:year) using (site_id)
              where :counted
              union all
              select site_id, least(z.grade + up, 8), z.pupils, z.low, z.high,
                     case when z.source = 'SCHOOL' then 'SCHOOL' else 'MOVED_UP' end, z.counted_in, z.own_pupils
              from site join cohort c using (site_id) join cohort_size z on z.cohort_id = c.id
              cross join generate_series(0, 1) as up
              where not :counted and z.school_year = :year - 1 and (up = 1 and z.grade < 8 or up = 0 and z.grade = 1)
            ), wanted as materialized (
              select site_id, site.sector, grade, :year + 9 - grade as leaves_in,
                     coalesce(own.pupils, e.own_pupils) as own_pupils, coalesce(e.pupils, 0) as pupils, coalesce(e.low, 0) as low,
                     coalesce(e.high, 0) as high, coalesce(e.source, 'SCHOOL') as source, e.counted_in
              from own full join estimate e using (site_id, grade) join site using (site_id)
            ), made as (
              insert into cohort (site_id, sector, leaves_in)
              select site_id, sector, leaves_in from wanted
              on conflict do nothing
              returning id, site_id, leaves_in
            ), all_of_them as (
              select id, site_id, leaves_in from made
              union all
              select c.id, c.site_id, c.leaves_in from cohort c join wanted w using (site_id, sector, leaves_in)
            ), sized as (
              SIZED
            )
            select distinct site_id from sized
            """.replace("SIZED", sized("site_id, leaves_in"));

    /**
     * The size of a VO or MBO cohort: DUO's count of the nearest year, with that year; and the size of the school's own classes if it has
     * corrected those of a level and year. Pupils outsourced to adult education (VAVO) are not counted, as they are not at the school.
     * Booking groups are ignored, as they do not represent a whole level.
     */
    private static final String SECONDARY = """
            with site as (
              select s.organisation_id as site_id
              from school_site s join organisation o on o.id = s.organisation_id
              where s.sector in ('VO', 'MBO')
                and (s.organisation_id = any (:sites) or o.municipality_code = any (:municipalities))
                and enrols_in(o.ended_on, :year)
            ), has_classes as (
              select site_id, coalesce(bool_and(k.source = 'SCHOOL') filter (where k.ended_at is null), false) as all_own
              from site join school_class k using (site_id)
              where k.school_year = :year and not k.booking_group
              group by site_id
            ), own as (
              select site_id, k.level, p.grade,
                     coalesce(sum(p.head_count) filter (where k.ended_at is null and p.ended_at is null), 0) as pupils
              from site join school_class k using (site_id) join class_part p on p.class_id = k.id
              where k.school_year = :year and not k.booking_group and p.head_count > 0
              group by site_id, k.level, p.grade
              having bool_or(k.source = 'SCHOOL')
            ), estimate as (
              select site_id, e.level, e.year_of_study as grade, sum(e.pupils + 2 * e.masked_cells) as pupils,
                     sum(e.pupils + e.masked_cells) as low, sum(e.pupils + 4 * e.masked_cells) as high, e.reference_year
              from site
              cross join lateral (
                select reference_year from enrolment_vo where enrolment_vo.site_id = site.site_id
                order by abs(reference_year - :year), reference_year desc limit 1
              ) as nearest
              join (
                select *, case when education_type ilike 'brugjaar%' then 'brugklas'
                               when education_type ilike 'praktijk%' then 'pro'
                               when education_type ilike 'vmbo bl%' then 'vmbo bb'
                               when education_type ilike 'vmbo kl%' then 'vmbo kb'
                               else lower(split_part(education_type, ' lj ', 1)) end as level
                from enrolment_vo where education_type not ilike '%vavo%'
              ) as e using (site_id, reference_year)
              group by site_id, e.level, e.year_of_study, e.reference_year
            ), wanted as materialized (
              select site_id, s.sector, level, grade, :year + 1 - grade as started_in,
                     coalesce(own.pupils, case when h.all_own then 0 end) as own_pupils, coalesce(e.pupils, 0) as pupils,
                     coalesce(e.low, 0) as low, coalesce(e.high, 0) as high,
                     case when e.pupils is null then 'SCHOOL' else 'DUO_TOTAL' end as source, e.reference_year as counted_in
              from own full join estimate e using (site_id, level, grade)
              join school_site s on s.organisation_id = site_id
              left join has_classes h using (site_id)
            ), made as (
              insert into cohort (site_id, sector, level, started_in)
              select site_id, sector, level, started_in from wanted
              on conflict do nothing
              returning id, site_id, level, started_in
            ), all_of_them as (
              select id, site_id, level, started_in from made
              union all
              select c.id, c.site_id, c.level, c.started_in
              from cohort c join wanted w using (site_id, sector, level, started_in)
            ), sized as (
              SIZED
            ), gone as (   -- levels and years that turned out not to be there
              delete from cohort_size z
              using cohort c join site using (site_id)
              where c.id = z.cohort_id and z.school_year = :year
                and not exists (select from wanted w
                                where w.site_id = c.site_id and w.level = c.level and w.started_in = c.started_in)
              returning c.site_id
            )
            select site_id from sized union select site_id from gone
            """.replace("SIZED", sized("site_id, level, started_in"));

    /** The number of schools per event, so that a nationwide import publishes hundreds of events instead of tens of thousands. */
    private static final int SITES_PER_EVENT = 200;

    private final JdbcClient jdbc;
    private final HubSettings settings;
    private final ApplicationEventPublisher events;

    CohortStore(JdbcClient jdbc, HubSettings settings, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.events = events;
    }

    public void ensure(SchoolYear year, Collection<String> municipalities) {
        ensure(year, List.of(), municipalities);
    }

    /** Updates the cohorts of one school after its classes changed. Always publishes an event, because the classes have changed. */
    public void refresh(long siteId, SchoolYear year) {
        Set<Long> told = ensure(year, List.of(siteId), List.of());
        if (!told.contains(siteId)) {
            events.publishEvent(new ClassNumbersChanged(List.of(siteId), year.start()));
        }
    }

    private Set<Long> ensure(SchoolYear year, List<Long> sites, Collection<String> municipalities) {
        boolean counted = counted(year);
        if (!counted && year.start() > settings.number(Setting.COUNTS_FROM)) {
            ensure(year.previous(), sites, municipalities);
        }
        Set<Long> changed = Stream.of(PRIMARY, SECONDARY)
                .flatMap(sql -> jdbc
                        .sql(sql)
                        .param("year", year.start())
                        .param("counted", counted)
                        .param("sites", sites.toArray(Long[]::new))
                        .param("municipalities", municipalities.toArray(String[]::new))
                        .query(Long.class)
                        .list()
                        .stream())
                .collect(Collectors.toSet());
        List<Long> sorted = changed.stream().sorted().toList();
        for (int from = 0; from < sorted.size(); from += SITES_PER_EVENT) {
            List<Long> some = List.copyOf(sorted.subList(from, Math.min(from + SITES_PER_EVENT, sorted.size())));
            events.publishEvent(new ClassNumbersChanged(some, year.start()));
        }
        return changed;
    }

    /**
     * Returns the statement that brings the sizes of cohorts to those wanted, and returns the schools of which one changed.
     *
     * @param key the columns of a cohort on which {@code wanted} and {@code all_of_them} are joined
     */
    private static String sized(String key) {
        return """
                merge into cohort_size z
                using (select * from wanted join all_of_them using (%s)) as w
                  on z.cohort_id = w.id and z.school_year = :year
                when matched and (z.grade, z.pupils, z.low, z.high, z.source, z.counted_in, z.own_pupils)
                                 is distinct from (w.grade, w.pupils, w.low, w.high, w.source, w.counted_in, w.own_pupils) then
                  update set grade = w.grade, pupils = w.pupils, low = w.low, high = w.high, source = w.source,
                             counted_in = w.counted_in, own_pupils = w.own_pupils
                when not matched then
                  insert (cohort_id, school_year, grade, pupils, low, high, source, counted_in, own_pupils)
                  values (w.id, :year, w.grade, w.pupils, w.low, w.high, w.source, w.counted_in, w.own_pupils)
                returning w.site_id
                """.formatted(key);
    }

    /** Whether DUO's count of 1 October of this school year has been imported. */
    public boolean counted(SchoolYear year) {
        return jdbc.sql("select exists (select from enrolment where reference_year = ?)")
                .param(year.start())
                .query(Boolean.class)
                .single();
    }
}
