package nl.tec.organisations.internal;

import java.util.Collection;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.organisations.SchoolClass;
import nl.tec.shared.SchoolYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads classes with their parts, in one query. */
@Component
public class ClassQueries {

    private static final String SELECT = """
            select k.id, k.site_id, k.school_year as year, k.label, k.level, k.source, k.counted_in, k.booking_group, p.parts
            from school_class k
            join school_site s on s.organisation_id = k.site_id
            join lateral (
              select min(p.grade) as lowest, json_agg(json_build_object(
                       'id', p.id, 'cohortId', p.cohort_id, 'grade', json_build_object('sector', s.sector, 'number', p.grade),
                       'headCount', p.head_count, 'low', p.low, 'high', p.high) order by p.grade) as parts
                from class_part p where p.class_id = k.id and p.head_count > 0 and p.ended_at is null) p on p.parts is not null
            """;

    /** Orders by lowest group, then label: 7, 7/8, 8. */
    private static final String ORDER = " order by k.site_id, k.school_year, p.lowest, k.level, k.label, k.id";

    private final JdbcClient jdbc;

    ClassQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<SchoolClass> list(long siteId, SchoolYear year) {
        return list(List.of(siteId), year);
    }

    public List<SchoolClass> list(Collection<Long> siteIds, SchoolYear year) {
        return jdbc.sql(SELECT
                        + " where k.site_id = any (?) and k.school_year = ? and k.ended_at is null and not k.booking_group "
                        + ORDER)
                .params(siteIds.toArray(Long[]::new), year.start())
                .query(Rows.of(SchoolClass.class))
                .list();
    }

    public List<SchoolClass> list(Collection<Long> ids) {
        return jdbc.sql(SELECT + " where k.id = any (?) " + ORDER)
                .param(ids.toArray(Long[]::new))
                .query(Rows.of(SchoolClass.class))
                .list();
    }

    /** Returns the schools of these municipalities with classes in the year before and none in this one. */
    public List<Long> sitesToMoveUp(SchoolYear to, Collection<String> municipalities) {
        return jdbc.sql("""
                select distinct k.site_id
                from school_class k join organisation o on o.id = k.site_id
                where k.school_year = :year - 1 and k.ended_at is null and not k.booking_group and o.ended_on is null
                  and o.municipality_code = any (:municipalities)
                  and not exists (select from school_class n where n.site_id = k.site_id and n.school_year = :year and not n.booking_group)
                order by k.site_id
                """)
                .param("year", to.start())
                .param("municipalities", municipalities.toArray(String[]::new))
                .query(Long.class)
                .list();
    }
}
