package nl.tec.reach.internal;

import static nl.tec.reach.internal.ReachSql.COHORT_SIZE;
import static nl.tec.reach.internal.ReachSql.ENROLS;
import static nl.tec.reach.internal.ReachSql.IN_SCOPE;
import static nl.tec.reach.internal.ReachSql.IN_SLICE;
import static nl.tec.reach.internal.ReachSql.MOVED_UP;
import static nl.tec.reach.internal.ReachSql.SLICES;
import static nl.tec.reach.internal.ReachSql.VISITS_IN_SLICE;
import static nl.tec.reach.internal.ReachSql.sizeJoins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.ListPage;
import nl.tec.hub.Rows;
import nl.tec.reach.Arithmetic;
import nl.tec.reach.Arithmetic.Visit;
import nl.tec.reach.Period;
import nl.tec.reach.SchoolReach;
import nl.tec.reach.SchoolReach.Which;
import nl.tec.reach.SchoolVisits;
import nl.tec.shared.Like;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Queries on pupils who came with their class, by school and attendance; they add up to the reach (rules 2.12). */
@Component
public class SchoolReachQueries {

    /**
     * The query for the reach of each school by its cohorts. The {@code limit 1} clauses do not change the result (they look up keys),
     * but keep the query planner from reading all cohorts of the country for every school. A school without cohorts of the sector is
     * skipped before any aggregation. Any kind of organisation with a school matches: an MBO college is not of kind SCHOOL.
     */
    private static final String SCHOOLS = """
            select o.id as site_id, s.brin6, o.name, coalesce(o.town, '') as town, coalesce(enrolled.pupils, 0) as pupils,
                   coalesce(came.reached, 0) as reached, coalesce(came.visits, 0) as visits
              from organisations_organisation_v o
              join organisations_school_site_v s on s.organisation_id = o.id
             cross join lateral (
                   select sum(s.pupils) as pupils
                     from organisations_cohort_v c
                    cross join lateral (select k.grade, k.pupils from organisations_cohort_size_v k
                                         where k.cohort_id = c.id and k.school_year = :countYear limit 1) s
                     MOVED_UP
                    where c.site_id = o.id and c.sector = :sector and now.grade between :gradeFrom and :gradeTo and ENROLS) enrolled
             cross join lateral (
                   select sum(reached) as reached, sum(visits) as visits
                     from (select max(IN_SLICE) as reached,
                                  sum(VISITS) as visits
                             from organisations_cohort_v c
                            cross join SLICES
                            cross join lateral (select * from reach_cohort k
                                                 where k.cohort_id = c.id and k.school_year = slice.school_year limit 1) r
                            where c.site_id = o.id and c.sector = :sector and r.grade between :gradeFrom and :gradeTo
                            group by c.id) per_cohort) came
              left join school_moved moved on moved.site_id = o.id and moved.school_year = :year
             where coalesce(coalesce(moved.municipality_code, o.municipality_code)
                            in (select unnest(:municipalities::char(4)[])), false)
               and exists (select from organisations_cohort_v c where c.site_id = o.id and c.sector = :sector)
               and (enrolled.pupils > 0 or came.visits > 0)
               %1$s
             order by o.name %2$s, o.id %2$s
             limit :limit
            """.replace("MOVED_UP", MOVED_UP)
            .replace("ENROLS", ENROLS)
            .replace("IN_SLICE", IN_SLICE)
            .replace("VISITS", VISITS_IN_SLICE)
            .replace("SLICES", SLICES);

    /** A single subquery for all schools with pupils reached: checking one by one would visit all schools if nearly all came. */
    private static final String CAME = """
            select r.site_id
              from %s
              join reach_cohort r on r.school_year = slice.school_year and r.grade between :gradeFrom and :gradeTo and r.sector = :sector
             where %s > 0
            """.formatted(SLICES, IN_SLICE);

    private final JdbcClient jdbc;

    SchoolReachQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns a page of schools, ordered by name. @param search a part of the name; empty for all */
    public ListPage<SchoolReach> schools(
            Scope scope, Which which, String search, SchoolReach.@Nullable Key key, int limit) {
        boolean backwards = key != null && key.backwards();
        String name = Like.without(search.strip());
        Map<String, Object> parameters = scope.parameters();
        parameters.put("limit", limit + 1);
        // only the requested conditions are in the statement, so that it reads in order and no further than the page
        StringBuilder asked = new StringBuilder();
        if (!name.isEmpty()) {
            asked.append(" and lower(o.name) like '%' || lower(:search) || '%'");
            parameters.put("search", name);
        }
        if (key != null) {
            asked.append(" and (o.name, o.id) ").append(backwards ? "<" : ">").append(" (:name, :site::bigint)");
            parameters.put("name", key.name());
            parameters.put("site", key.siteId());
        }
        if (which != Which.ALL) {
            asked.append(which == Which.CAME ? " and o.id in (" : " and o.id not in (")
                    .append(CAME)
                    .append(")");
        }
        if (which == Which.DISADVANTAGED) {
            asked.append(" and s.disadvantage_score > 0");
        }
        List<SchoolReach> found = jdbc.sql(SCHOOLS.formatted(asked, backwards ? "desc" : "asc"))
                .params(parameters)
                .query(Rows.of(SchoolReach.class))
                .list();
        return ListPage.of(found, limit, key == null, backwards);
    }

    /** Finds a school in the hub's municipalities. */
    public Optional<SchoolVisits> school(Scope scope, String brin6) {
        record Site(long id, String brin6, String name, String town) {}
        Optional<Site> site = jdbc.sql("""
                select o.id, s.brin6, o.name, coalesce(o.town, '') as town
                  from (select organisation_id as site_id, brin6 from organisations_school_site_v where brin6 = :brin6) as s
                  join lateral (select s.site_id) c on true
                  %s
                """.formatted(IN_SCOPE))
                .params(scope.parameters())
                .param("brin6", brin6)
                .query(Rows.of(Site.class))
                .optional();
        return site.map(s -> new SchoolVisits(s.id(), s.brin6(), s.name(), s.town(), cohorts(scope, s.id())));
    }

    private record Row(
            long cohortId,
            int schoolYear,
            Period.Part slice,
            int grade,
            @Nullable Integer enrolled,
            int size,
            long partId,
            String label,
            int partSize,
            @Nullable Visit visit) {}

    /** Returns every class part of the band with its visits, including parts that never came. */
    private List<Arithmetic.Cohort> cohorts(Scope scope, long siteId) {
        List<Row> rows = jdbc.sql("""
                with part as (
                  select cp.id as part_id, cp.cohort_id, cp.head_count, cp.grade, sc.school_year, sc.label,
                         cp.ended_at is not null or sc.ended_at is not null or sc.booking_group as ended
                    from organisations_class_part_v cp
                    join organisations_school_class_v sc on sc.id = cp.class_id
                    join organisations_cohort_v c on c.id = cp.cohort_id and c.sector = :sector
                   where sc.site_id = :site),
                shown as (
                  select slice.school_year, slice.part as slice, part.cohort_id, part.part_id, part.head_count as part_size, part.label,
                         part.grade + slice.school_year - part.school_year as grade, v.attendance_id as id, v.held_on as day, v.session_id, v.elsewhere,
                         v.head_count, v.other_pupils, v.part_size as class_size,
                         case when v.booking_group then 0 else v.group_size end as group_size
                    from %s
                    join part on true
                    left join reach_class_visit_v v on v.part_id = part.part_id and v.school_year = slice.school_year
                         and (slice.part = 'WHOLE' or (slice.part = 'AUTUMN') = v.autumn)
                   where part.school_year = slice.school_year and not part.ended or v.attendance_id is not null)
                select shown.*, coalesce(size.pupils, before.pupils) as enrolled, %s as size, coalesce(a.title_nl, shown.elsewhere) as title_nl, coalesce(a.title_en, shown.elsewhere) as title_en
                  from shown
                  %s
                  left join programme_session_v s on s.id = shown.session_id
                  left join programme_activity_v a on a.id = s.activity_id
                 where shown.grade between :gradeFrom and :gradeTo
                 order by shown.grade, shown.school_year, shown.label, shown.part_id, shown.day, shown.id
                """.formatted(SLICES, COHORT_SIZE, sizeJoins("shown")))
                .params(scope.parameters())
                .param("site", siteId)
                .query(Rows.of(Row.class))
                .list();
        Map<Long, Map<Integer, Map<Long, List<Row>>>> byCohort = new LinkedHashMap<>();
        for (Row row : rows) {
            byCohort.computeIfAbsent(row.cohortId(), id -> new LinkedHashMap<>())
                    .computeIfAbsent(row.schoolYear(), id -> new LinkedHashMap<>())
                    .computeIfAbsent(row.partId(), id -> new ArrayList<>())
                    .add(row);
        }
        List<Arithmetic.Cohort> cohorts = new ArrayList<>();
        byCohort.forEach((id, years) -> cohorts.add(new Arithmetic.Cohort(
                id, years.values().stream().map(SchoolReachQueries::slice).toList())));
        return cohorts;
    }

    private static Arithmetic.Slice slice(Map<Long, List<Row>> parts) {
        Row any = parts.values().iterator().next().get(0);
        List<Arithmetic.ClassPart> classes = parts.values().stream()
                .map(rows -> Arithmetic.part(
                        rows.get(0).label(),
                        rows.get(0).grade(),
                        rows.get(0).partSize(),
                        rows.stream()
                                .flatMap(row -> Optional.ofNullable(row.visit()).stream())
                                .toList()))
                .toList();
        int known = parts.values().stream()
                .flatMap(List::stream)
                .flatMap(row -> Optional.ofNullable(row.visit()).stream())
                .mapToInt(Visit::groupSize)
                .reduce(any.size(), Math::max);
        return new Arithmetic.Slice(
                any.schoolYear(),
                any.slice(),
                any.grade(),
                any.enrolled(),
                known > 0
                        ? known
                        : classes.stream().mapToInt(Arithmetic.ClassPart::size).sum(),
                classes);
    }
}
