package nl.tec.organisations;

import java.util.List;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@OrganisationsTest
class RegionDataTest {
    @Autowired
    RegionData region;

    @Autowired
    Classes classes;

    @Autowired
    JdbcClient jdbc;

    @Test
    void x() {
        long t = System.nanoTime();
        region.load();
        System.out.println("load " + (System.nanoTime() - t) / 1_000_000 + " ms");
        for (int y = 2023; y <= 2026; y++) {
            t = System.nanoTime();
            int n = classes.start(new SchoolYear(y), List.of("0150"));
            System.out.println(y + " " + n + " " + (System.nanoTime() - t) / 1_000_000 + " ms");
        }
        System.out.println(jdbc.sql(
                        "select grade, round(sum(exact)) e, sum(pupils) p, sum(low) l, sum(high) h, count(*) from pupils_per_grade(2024) join school_site s on s.organisation_id = site_id join organisation o on o.id = site_id where o.municipality_code = '0150' and s.sector='PO' group by grade order by grade")
                .query()
                .listOfRows());
        System.out.println(jdbc.sql(
                        "select school_year, c.sector, z.source, z.counted_in, sum(pupils) p, sum(low) l, sum(high) h, count(*) from cohort_size z join cohort c on c.id=z.cohort_id group by 1,2,3,4 order by 1,2,3")
                .query()
                .listOfRows()
                .toString()
                .replace("}, ", "}\n"));
        System.out.println(jdbc.sql(
                        "select k.school_year, s.sector, count(distinct k.id) classes, sum(p.head_count) from school_class k join class_part p on p.class_id=k.id join school_site s on s.organisation_id = k.site_id group by 1,2 order by 1,2")
                .query()
                .listOfRows()
                .toString()
                .replace("}, ", "}\n"));
        for (int y = 2023; y <= 2026; y++) {
            long id = jdbc.sql("select organisation_id from school_site where brin6='10LK00'")
                    .query(Long.class)
                    .single();
            for (SchoolClass k : classes.list(id, new SchoolYear(y)))
                System.out.println(y + " " + k.label() + " " + k.headCount() + " " + k.source() + " " + k.countedIn()
                        + " " + k.parts());
        }
        long id = jdbc.sql("select organisation_id from school_site where brin6='01VJ00'")
                .query(Long.class)
                .single();
        for (SchoolClass k : classes.list(id, new SchoolYear(2026)))
            System.out.println(
                    k.label() + " " + k.level() + " " + k.headCount() + " " + k.source() + " " + k.countedIn());
    }
}
