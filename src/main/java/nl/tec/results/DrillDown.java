package nl.tec.results;

import java.util.List;
import java.util.Optional;
import nl.tec.reach.GradeReach;
import nl.tec.reach.Page;
import nl.tec.reach.Reach;
import nl.tec.reach.SchoolReach;
import nl.tec.reach.SchoolVisits;
import nl.tec.reach.SessionReach;
import nl.tec.results.internal.FigureTable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** A figure opened down: groups, schools, cohorts and classes, attendances, sessions. Their sum is the figure (rules 2.12). */
@Service
public class DrillDown {

    private final Reach reach;
    private final FigureTable table;

    DrillDown(Reach reach, FigureTable table) {
        this.reach = reach;
        this.table = table;
    }

    /** The groups of the band, as they were when the figure was measured; counted now when it was not yet. */
    public List<GradeReach> grades(Kpi kpi, int year) {
        return table.grades(kpi.code(), year).orElseGet(() -> reach.grades(kpi.pupils(), kpi.period(year)));
    }

    /**
     * The schools of the band, by name.
     *
     * @param search a part of the name; empty for all
     * @param limit at most so many
     */
    public Page<SchoolReach> schools(
            Kpi kpi, int year, SchoolReach.Which which, String search, SchoolReach.@Nullable Key key, int limit) {
        return reach.schools(kpi.pupils(), kpi.period(year), which, search, key, limit);
    }

    /** A school of the hub's municipalities; empty when there is no such school in the band. */
    public Optional<SchoolVisits> school(Kpi kpi, int year, String brin6) {
        return reach.school(kpi.pupils(), kpi.period(year), brin6);
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
            int headCount,
            @Nullable Visit visit) {}

    /** Every class part of the band with its visits; parts that never came too. */
    private List<Arithmetic.Cohort> cohorts(Scope scope, long siteId) {
        List<Row> rows = jdbc.sql("""
                with part as (
                  select cp.id as part_id, cp.cohort_id, cp.head_count, cp.grade, sc.school_year, sc.label,
                         cp.ended_at is not null or sc.ended_at is not null or sc.booking_group as ended
                    from class_part cp
                    join school_class sc on sc.id = cp.class_id
                    join cohort c on c.id = cp.cohort_id and c.sector = :sector
                   where sc.site_id = :site),
                shown as (
                  select slice.school_year, slice.part, part.cohort_id, part.part_id, part.head_count, part.label,
                         part.grade + slice.school_year - part.school_year as grade, v.attendance_id, v.held_on, v.session_id,
                         v.head_count as came, v.other_pupils, v.part_size, v.group_size
                    from %s
                    join part on true
                    left join class_visit v on v.part_id = part.part_id and v.school_year = slice.school_year
                         and (slice.part = 'WHOLE' or (slice.part = 'AUTUMN') = v.autumn)
                   where part.school_year = slice.school_year and not part.ended or v.attendance_id is not null)
                select shown.*, coalesce(size.pupils, before.pupils) as enrolled, %s as cohort_size, a.title_nl, a.title_en
                  from shown
                  %s
                  left join session s on s.id = shown.session_id
                  left join activity a on a.id = s.activity_id
                 where shown.grade between :gradeFrom and :gradeTo
                 order by shown.grade, shown.school_year, shown.label, shown.part_id, shown.held_on, shown.attendance_id
                """.formatted(ReachSql.SLICES, ReachSql.COHORT_SIZE, ReachSql.sizesOf("shown")))
                .params(scope.parameters())
                .param("site", siteId)
                .query((row, n) -> new Row(
                        row.getLong("cohort_id"),
                        row.getInt("school_year"),
                        Period.Part.valueOf(row.getString("part")),
                        row.getInt("grade"),
                        row.getObject("enrolled", Integer.class),
                        row.getInt("cohort_size"),
                        row.getLong("part_id"),
                        row.getString("label"),
                        row.getInt("head_count"),
                        row.getObject("attendance_id") == null
                                ? null
                                : new Visit(
                                        row.getLong("attendance_id"),
                                        row.getObject("held_on", LocalDate.class),
                                        row.getLong("session_id"),
                                        row.getString("title_nl"),
                                        row.getString("title_en"),
                                        row.getInt("came"),
                                        row.getBoolean("other_pupils"),
                                        row.getInt("part_size"),
                                        row.getInt("group_size"))))
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
                id, years.values().stream().map(DrillDown::slice).toList())));
        return cohorts;
    }

    private static Arithmetic.Slice slice(Map<Long, List<Row>> parts) {
        Row any = parts.values().iterator().next().get(0);
        return new Arithmetic.Slice(
                any.schoolYear(),
                any.slice(),
                any.grade(),
                any.enrolled(),
                parts.values().stream()
                        .flatMap(List::stream)
                        .flatMap(row -> Optional.ofNullable(row.visit()).stream())
                        .mapToInt(Visit::groupSize)
                        .reduce(any.size(), Math::max),
                parts.values().stream()
                        .map(rows -> Arithmetic.part(
                                rows.get(0).label(),
                                rows.get(0).grade(),
                                rows.get(0).headCount(),
                                rows.stream()
                                        .flatMap(row -> Optional.ofNullable(row.visit()).stream())
                                        .toList()))
                        .toList());
    }

    private Scope scope(Kpi kpi, int year) {
        return classes.scope(kpi.pupils(), kpi.period(year));
    }
}
