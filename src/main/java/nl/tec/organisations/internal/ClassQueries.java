package nl.tec.organisations.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.SchoolClass.NumbersFrom;
import nl.tec.shared.Grade;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads classes with their parts, in one query. */
@Component
public class ClassQueries {

    private static final String SELECT = """
            select k.id, k.site_id, k.school_year, k.label, k.level, k.source, k.counted_in, k.booking_group, s.sector,
                   p.id as part_id, p.cohort_id, p.grade, p.head_count, p.low, p.high
            from school_class k
            join school_site s on s.organisation_id = k.site_id
            join class_part p on p.class_id = k.id and p.head_count > 0 and p.ended_at is null
            """;

    /** Orders by lowest group, then label: 7, 7/8, 8. */
    private static final String ORDER = """
             order by k.site_id, k.school_year, min(p.grade) over (partition by k.id), k.level, k.label, k.id, p.grade
            """;

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
                .query(ClassQueries::classes);
    }

    public List<SchoolClass> list(Collection<Long> ids) {
        return jdbc.sql(SELECT + " where k.id = any (?) " + ORDER)
                .param(ids.toArray(Long[]::new))
                .query(ClassQueries::classes);
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

    private static List<SchoolClass> classes(ResultSet row) throws SQLException {
        List<SchoolClass> classes = new ArrayList<>();
        SchoolClass current = null;
        List<ClassPart> parts = new ArrayList<>();
        while (row.next()) {
            if (current == null || current.id() != row.getLong("id")) {
                add(classes, current, parts);
                parts = new ArrayList<>();
                current = withoutParts(row);
            }
            parts.add(new ClassPart(
                    row.getLong("part_id"),
                    row.getLong("cohort_id"),
                    new Grade(Rows.constant(row, "sector", Sector.class), row.getInt("grade")),
                    row.getInt("head_count"),
                    row.getInt("low"),
                    row.getInt("high")));
        }
        add(classes, current, parts);
        return classes;
    }

    private static SchoolClass withoutParts(ResultSet row) throws SQLException {
        return new SchoolClass(
                row.getLong("id"),
                row.getLong("site_id"),
                new SchoolYear(row.getInt("school_year")),
                row.getString("label"),
                row.getString("level"),
                Rows.constant(row, "source", NumbersFrom.class),
                Rows.intOrNull(row, "counted_in"),
                row.getBoolean("booking_group"),
                List.of());
    }

    private static void add(List<SchoolClass> classes, @Nullable SchoolClass k, List<ClassPart> parts) {
        if (k != null) {
            classes.add(new SchoolClass(
                    k.id(),
                    k.siteId(),
                    k.year(),
                    k.label(),
                    k.level(),
                    k.source(),
                    k.countedIn(),
                    k.bookingGroup(),
                    List.copyOf(parts)));
        }
    }
}
