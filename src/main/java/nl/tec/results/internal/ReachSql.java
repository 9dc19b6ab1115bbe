package nl.tec.results.internal;

/**
 * Rules 2.2 and 2.3 as SQL, once. It goes behind a query {@code visit} with the columns cohort_id, school_year, grade, autumn,
 * part_id, part_size, head_count, other_pupils, and gives {@code counted}: a row per cohort and school year.
 */
public final class ReachSql {

    /** The columns of {@code visit}, from class_visit or class_booked. */
    public static final String VISIT_COLUMNS =
            "v.cohort_id, v.school_year, v.grade, v.autumn, v.part_id, v.part_size, v.head_count";

    /**
     * A class part: the largest of its attendances (the same class again is the same pupils), and those marked as other pupils
     * of the class on top, to its head count at most. Parallel parts of a cohort add up, to the cohort's size at most; where a
     * cohort has no size for the year yet, last year's.
     */
    public static final String COUNTED = """
            part as (
              select cohort_id, school_year, max(grade) as grade,
                     least(part_size, coalesce(max(head_count) filter (where not other_pupils), 0)
                                    + coalesce(sum(head_count) filter (where other_pupils), 0)) as reached,
                     least(part_size, coalesce(max(head_count) filter (where autumn and not other_pupils), 0)
                                    + coalesce(sum(head_count) filter (where autumn and other_pupils), 0)) as reached_autumn,
                     least(part_size, coalesce(max(head_count) filter (where not autumn and not other_pupils), 0)
                                    + coalesce(sum(head_count) filter (where not autumn and other_pupils), 0)) as reached_spring,
                     count(*) filter (where autumn) as visits_autumn, count(*) filter (where not autumn) as visits_spring
                from visit
               group by cohort_id, school_year, part_id, part_size),
            counted as (
              select part.cohort_id, part.school_year, max(part.grade) as grade,
                     least(max(coalesce(size.pupils, before.pupils)), sum(part.reached)) as reached,
                     least(max(coalesce(size.pupils, before.pupils)), sum(part.reached_autumn)) as reached_autumn,
                     least(max(coalesce(size.pupils, before.pupils)), sum(part.reached_spring)) as reached_spring,
                     sum(part.visits_autumn) as visits_autumn, sum(part.visits_spring) as visits_spring
                from part
                left join cohort_size size on size.cohort_id = part.cohort_id and size.school_year = part.school_year
                left join cohort_size before on before.cohort_id = part.cohort_id and before.school_year = part.school_year - 1
               group by part.cohort_id, part.school_year)
            """;

    /**
     * The parts of school years a period is made of ({@link nl.tec.results.Period.Slice}). A cohort counts once in a band: the
     * largest of its slices (rules 2.4). Goes in a {@code from} that has a row r of reach_cohort or {@code counted}.
     */
    public static final String SLICES = "unnest(:sliceYears::int[], :sliceParts::text[]) as slice (school_year, part)";

    public static final String IN_SLICE = """
            case slice.part when 'WHOLE' then r.reached when 'AUTUMN' then r.reached_autumn else r.reached_spring end
            """;

    /**
     * Rules 2.7, for a row s of cohort_size: the group it stands for. With last year's count a group moves up, and last year's
     * first group stands in for the new one too.
     */
    public static final String MOVED_UP = """
            cross join lateral (select s.grade + :up as grade union all select 1 where :up = 1 and s.grade = 1) now
            """;

    private ReachSql() {}
}
