package nl.tec.organisations;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.tec.TestSql;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes the data of {@link RegistersFixture} from the database, and summarises all tables that registers write. */
final class WithoutProefdam {

    private static final String SITES = "(select organisation_id from school_site where brin6 like '98Z%')";

    private final JdbcClient jdbc;

    WithoutProefdam(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Removes all of it. */
    void forget() {
        numbers();
        for (String sql : List.of(
                "delete from cohort_size where cohort_id in (select id from cohort where site_id in " + SITES + ")",
                "delete from class_part where class_id in (select id from school_class where site_id in " + SITES + ")",
                "delete from school_class where site_id in " + SITES,
                "delete from cohort where site_id in " + SITES,
                "with gone as (delete from school_site where brin6 like '98Z%' returning organisation_id)"
                        + " delete from organisation where id in (select organisation_id from gone)",
                "delete from organisation where municipality_code = '9801' or board_number in ('99801', '99802')",
                "delete from municipality where code = '9801'",
                "delete from postcode_area where pc4 in ('9811', '9812')",
                "delete from holiday where school_year = 2050",
                "delete from public_holiday where day >= '2050-01-01'")) {
            jdbc.sql(sql).update();
        }
    }

    /** Removes the data of one register, if nothing else depends on it. */
    void forget(RegisterKind kind) {
        switch (kind) {
            case PO_ADDRESSES, VO_ADDRESSES, PO_PUPILS -> forget();
            case MUNICIPALITIES ->
                TestSql.update(jdbc, "update municipality set holiday_region = null where code = '9801'");
            default -> {
                numbers();
                TestSql.update(jdbc, "delete from postcode_area where pc4 in ('9811', '9812')");
                jdbc.sql("delete from holiday where school_year = 2050").update();
                jdbc.sql("delete from public_holiday where day >= '2050-01-01'").update();
            }
        }
    }

    private void numbers() {
        for (String table : List.of("enrolment", "enrolment_age", "enrolment_vo", "exam")) {
            jdbc.sql("delete from " + table + " where site_id in " + SITES).update();
        }
        TestSql.update(jdbc, "update school_site set disadvantage_score = null where brin6 like '98Z%'");
    }

    /** Returns a checksum of each table. */
    Map<String, String> everything() {
        Map<String, String> all = new TreeMap<>();
        for (String table : List.of(
                "municipality",
                "organisation",
                "school_site",
                "enrolment",
                "enrolment_age",
                "enrolment_vo",
                "exam",
                "cohort",
                "cohort_size",
                "school_class",
                "class_part",
                "holiday",
                "public_holiday",
                "postcode_area")) {
            all.put(
                    table,
                    TestSql.text(
                            jdbc,
                            "select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from "
                                    + table + " t"));
        }
        return all;
    }
}
