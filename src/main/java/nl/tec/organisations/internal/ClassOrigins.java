package nl.tec.organisations.internal;

import java.time.LocalDate;
import java.util.Collection;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Maintains the origins of the pupils of class parts (rules 1.6) when classes move up, split or merge. Origins are effective-dated: from
 * a day on, a part contains pupils of all its origins of that day; a part that others merge into is one of its own origins. Expects a
 * transaction.
 */
@Component
public class ClassOrigins {

    private static final Long[] NONE = {};

    /** The parts of a class, each with the parts of the other classes of its cohort in that school year. */
    private static final String SIBLINGS = """
            with sibling as (
              select p.id as part, p.grade, s.id as sibling
                from class_part p
                join school_class k on k.id = p.class_id
                join class_part s on s.cohort_id = p.cohort_id and s.class_id <> p.class_id and s.ended_at is null and s.head_count > 0
                join school_class c on c.id = s.class_id and c.school_year = k.school_year and c.ended_at is null and not c.booking_group
               where k.id = :class and not k.booking_group
            )
            """;

    private final JdbcClient jdbc;

    ClassOrigins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records that the pupils of a part of last year are in a class of this year. */
    public void moveUp(long classId, int grade, long fromPart, SchoolYear to) {
        jdbc.sql("""
                insert into class_part_origin (part_id, from_part_id, since)
                select id, :from, :since from class_part where class_id = :class and grade = :grade
                on conflict do nothing
                """)
                .param("from", fromPart)
                .param("since", to.firstDay())
                .param("class", classId)
                .param("grade", grade)
                .update();
    }

    /** Assigns the pupils of last year's discontinued parts to the parts of their cohort that grew; if none grew, to all of them. */
    public void merge(Collection<Long> leftParts, SchoolYear to) {
        if (leftParts.isEmpty()) {
            return;
        }
        jdbc.sql("""
                with candidate as (
                  select p.id, p.cohort_id,
                         p.head_count > coalesce((select sum(f.head_count)
                                                    from class_part_origin o join class_part f on f.id = o.from_part_id
                                                   where o.part_id = p.id), 0) as grew
                    from class_part p join school_class k on k.id = p.class_id
                   where k.school_year = :year and p.cohort_id in (select cohort_id from class_part where id = any(:left))
                )
                insert into class_part_origin (part_id, from_part_id, since)
                select c.id, l.id, :since
                  from class_part l join candidate c on c.cohort_id = l.cohort_id
                 where l.id = any(:left)
                   and (c.grew or not exists (select from candidate o where o.cohort_id = c.cohort_id and o.grew))
                on conflict do nothing
                """)
                .param("year", to.start())
                .param("left", leftParts.toArray(NONE))
                .param("since", to.firstDay())
                .update();
    }

    /**
     * Records that parts of a class end and their pupils go to the other classes of their group. Before the school year starts, those
     * classes take over the origins of last year instead. A part that was split off the same day leaves no trace.
     *
     * @param grades the groups of the parts that end
     */
    public void merge(long classId, Collection<Integer> grades, SchoolYear year, LocalDate today) {
        if (!today.isAfter(year.firstDay())) {
            jdbc.sql(SIBLINGS + """
                    insert into class_part_origin (part_id, from_part_id, since)
                    select s.sibling, o.from_part_id, o.since
                      from sibling s join class_part_origin o on o.part_id = s.part
                     where s.grade = any(:grades)
                    on conflict do nothing
                    """)
                    .param("class", classId)
                    .param("grades", grades.toArray(Integer[]::new))
                    .update();
            return;
        }
        jdbc.sql(SIBLINGS + """
                insert into class_part_origin (part_id, from_part_id, since)
                select s.sibling, origin, least(:today, :last) from sibling s cross join lateral (values (s.sibling), (s.part)) as o (origin)
                 where s.grade = any(:grades)
                   and not exists (select from class_part_origin x where x.part_id = s.part and x.since = :today)
                on conflict do nothing
                """)
                .param("class", classId)
                .param("grades", grades.toArray(Integer[]::new))
                .param("today", today)
                .param("last", year.lastDay())
                .update();
    }

    /** Undoes {@link #merge(long, Collection, SchoolYear, LocalDate)} of a removed class. */
    public void unmerge(long classId) {
        jdbc.sql(SIBLINGS + """
                delete from class_part_origin o
                 using sibling s
                 where o.part_id = s.sibling
                   and (o.from_part_id = s.part
                        or o.from_part_id = o.part_id
                           and not exists (select from class_part_origin x
                                            where x.part_id = o.part_id and x.since = o.since
                                              and x.from_part_id not in (s.part, o.part_id))
                        or exists (select from class_part_origin x where x.part_id = s.part and x.from_part_id = o.from_part_id)
                           and exists (select from class_part_origin x
                                        where x.part_id = o.part_id and x.from_part_id not in (s.part, o.part_id)
                                          and not exists (select from class_part_origin y
                                                           where y.part_id = s.part and y.from_part_id = x.from_part_id)))
                """).param("class", classId).update();
    }

    /**
     * Records the origins of an added class. It continues the class of last year that no other class continues; if there is none, it has
     * from today pupils of the other classes of its group, or else of those that ended.
     *
     * @param grades the groups of the new parts
     */
    public void split(long siteId, long classId, Collection<Integer> grades, SchoolYear year, LocalDate today) {
        if (year.contains(today) && today.isAfter(year.firstDay())) {
            jdbc.sql("""
                    with other as (
                      select p.id as part, s.id as other, s.ended_at is null and c.ended_at is null as live
                        from class_part p
                        join class_part s on s.cohort_id = p.cohort_id and s.id <> p.id and s.head_count > 0
                        join school_class c on c.id = s.class_id and c.school_year = :year and not c.booking_group
                       where p.class_id = :class and p.grade = any(:grades)
                         and (s.ended_at is null and c.ended_at is null
                              or c.counted_in is null and not exists (select from class_part_origin o where o.from_part_id = s.id))
                         and not exists (select from class_part e join school_class k on k.id = e.class_id
                                          where e.cohort_id = p.cohort_id and k.school_year = :year - 1
                                            and k.ended_at is null and e.ended_at is null and e.head_count > 0
                                            and not exists (select from class_part_origin o where o.from_part_id = e.id))
                    )
                    insert into class_part_origin (part_id, from_part_id, since)
                    select part, other, :today from other
                     where live or not exists (select from other l where l.part = other.part and l.live)
                    on conflict do nothing
                    """)
                    .param("class", classId)
                    .param("today", today)
                    .param("year", year.start())
                    .param("grades", grades.toArray(Integer[]::new))
                    .update();
        }
        continueLastYear(year, siteId);
    }

    /** Gives class parts without origins those of the year before, for one school or for all. */
    public void continueLastYear(SchoolYear year, @Nullable Long siteId) {
        jdbc.sql("select continue_class_parts(:year, :site)")
                .param("year", year.start())
                .param("site", siteId)
                .query(row -> {});
    }
}
