package nl.tec.reach.internal;

/**
 * The only SQL implementation of rules 2.2 and 2.3. It follows a query {@code visit} with the columns cohort_id, school_year, grade,
 * autumn, part_id, part_size, group_size, booking_group, head_count, other_pupils, and yields {@code counted}: a row per cohort and
 * school year.
 */
final class ReachSql {

    /** The columns of {@code visit}, from class_visit or class_booked. */
    static final String VISIT_COLUMNS =
            "v.cohort_id, v.school_year, v.grade, v.autumn, v.part_id, v.part_size, v.group_size, v.booking_group, v.head_count";

    /**
     * The currently known size of a cohort, from its rows {@code size} of the year and {@code before} of the previous year: the
     * larger of the public count (or last year's) and the school's own class parts (rules 2.3).
     */
    static final String COHORT_SIZE = "greatest(coalesce(size.pupils, before.pupils, 0), coalesce(size.own_pupils, 0))";

    /** Returns the joins for {@code size} and {@code before} of {@link #COHORT_SIZE}, for a row with cohort_id and school_year. */
    static String sizeJoins(String row) {
        return """
                left join organisations_cohort_size_v size on size.cohort_id = %1$s.cohort_id and size.school_year = %1$s.school_year
                left join organisations_cohort_size_v before on before.cohort_id = %1$s.cohort_id and before.school_year = %1$s.school_year - 1
                """.formatted(row);
    }

    /**
     * Counts for each class part its largest attendance (the same class again is the same pupils) plus those marked as other
     * pupils of the class, capped at its head count. That is the head count on the day of each visit, so that later changes to a
     * class do not affect past reach. Parallel parts of a cohort add up, capped at the size of the cohort, as currently known or
     * as it was on the day of a visit. A booking group is no class of the school and does not raise that size; where nothing else is
     * known of a cohort, the groups that came are all there is, and nothing caps their sum.
     */
    static final String COUNTED = """
            part as (
              select cohort_id, school_year, max(grade) as grade, max(group_size) filter (where autumn and not booking_group) as size_autumn,
                     max(group_size) filter (where not autumn and not booking_group) as size_spring,
                     least(max(part_size), coalesce(max(came) filter (where not other_pupils), 0)
                                         + coalesce(sum(came) filter (where other_pupils), 0)) as reached,
                     least(max(part_size) filter (where autumn),
                           coalesce(max(came) filter (where autumn and not other_pupils), 0)
                         + coalesce(sum(came) filter (where autumn and other_pupils), 0)) as reached_autumn,
                     least(max(part_size) filter (where not autumn),
                           coalesce(max(came) filter (where not autumn and not other_pupils), 0)
                         + coalesce(sum(came) filter (where not autumn and other_pupils), 0)) as reached_spring,
                     count(*) filter (where autumn) as visits_autumn, count(*) filter (where not autumn) as visits_spring
                from (select *, least(head_count, part_size) as came from visit) visit
               group by cohort_id, school_year, part_id),
            together as (
              select cohort_id, school_year, max(grade) as grade, max(size_autumn) as size_autumn,
                     max(size_spring) as size_spring, sum(reached) as reached, sum(reached_autumn) as reached_autumn, sum(reached_spring) as reached_spring,
                     sum(visits_autumn) as visits_autumn, sum(visits_spring) as visits_spring
                from part
               group by cohort_id, school_year),
            counted as (
              select together.cohort_id, together.school_year, together.grade,
                     least(nullif(greatest(SIZE, size_autumn, size_spring), 0), reached) as reached,
                     least(nullif(greatest(SIZE, size_autumn), 0), reached_autumn) as reached_autumn,
                     least(nullif(greatest(SIZE, size_spring), 0), reached_spring) as reached_spring,
                     visits_autumn, visits_spring
                from together
                SIZES)
            """.replace("SIZES", sizeJoins("together")).replace("SIZE", COHORT_SIZE);

    /**
     * Joins the school of a cohort c if it counts for the hub's municipalities, by its situation on 1 October of the year
     * of the figure (rules 2.7).
     */
    static final String IN_SCOPE = """
            join organisations_organisation_v o on o.id = c.site_id
            left join school_moved moved on moved.site_id = c.site_id and moved.school_year = :year
            join (select distinct unnest(:municipalities::char(4)[]) as code) scope
              on scope.code = coalesce(moved.municipality_code, o.municipality_code)
            """;

    /** The condition that school o is in the population of the figure's year: it drops out after its last school year (rules 2.7). */
    static final String ENROLS = "enrols_in(o.ended_on, :year)";

    /**
     * The parts of school years that make up a period ({@link nl.tec.reach.Period.Slice}). A cohort counts once in a band, by its
     * largest slice (rules 2.4). For a {@code from} clause with a row r of reach_cohort or {@code counted}.
     */
    static final String SLICES = "unnest(:sliceYears::int[], :sliceParts::text[]) as slice (school_year, part)";

    static final String IN_SLICE = """
            case slice.part when 'WHOLE' then r.reached when 'AUTUMN' then r.reached_autumn else r.reached_spring end
            """;

    /** The attendances behind {@link #IN_SLICE}. */
    static final String VISITS_IN_SLICE = """
            case slice.part when 'WHOLE' then r.visits_autumn + r.visits_spring
                            when 'AUTUMN' then r.visits_autumn else r.visits_spring end
            """;

    /**
     * The group that a row s of cohort_size stands for (rules 2.7). With last year's count a group moves up, and last year's
     * first group also stands in for the new one.
     */
    static final String MOVED_UP = """
            cross join lateral (select s.grade + :up as grade union all select 1 where :up = 1 and s.grade = 1) now
            """;

    private ReachSql() {}
}
