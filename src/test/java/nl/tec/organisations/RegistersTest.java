package nl.tec.organisations;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import nl.tec.organisations.ImportReport.RowProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real files of the registers for the whole country (rules 1) are imported completely, with the known totals. */
@OrganisationsTest
class RegistersTest {

    /** The rows of each file; for ages, the total of the municipalities' files. */
    private static final Map<RegisterKind, Integer> ROWS = Map.ofEntries(
            Map.entry(RegisterKind.PO_ADDRESSES, 6122),
            Map.entry(RegisterKind.VO_ADDRESSES, 1619),
            Map.entry(RegisterKind.PO_PUPILS, 9737),
            Map.entry(RegisterKind.MUNICIPALITIES, 354),
            Map.entry(RegisterKind.POSTCODES, 4699),
            Map.entry(RegisterKind.COORDINATES, 307),
            Map.entry(RegisterKind.PO_AGES, 563 + 1330 + 269 + 185 + 164 + 157 + 116 + 107 + 33),
            Map.entry(RegisterKind.VO_PUPILS, 841),
            Map.entry(RegisterKind.VO_EXAMS, 385 + 429),
            Map.entry(RegisterKind.SCHOOL_HOLIDAYS, 97),
            Map.entry(RegisterKind.PUBLIC_HOLIDAYS, 121));

    @Autowired
    Registers registers;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void withoutInventedSchools() {
        OpenData.needed();
        new WithoutProefdam(jdbc).forget();
    }

    @Test
    void theRealFilesAreImportedCompletely_andIdempotently_rules1() throws IOException {
        List<ImportReport> reports = registers.runAll(OpenData.all(), false, null, ProgressListener.NONE);
        assertThat(reports).allSatisfy(report -> assertThat(report.refusal()).isNull());
        assertThat(reports.stream().collect(toMap(ImportReport::kind, ImportReport::rows, Integer::sum)))
                .isEqualTo(ROWS);
        // two spring holidays of five weeks: actual errors in the source
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.problems().stream().map(RowProblem::line))
                        .isEqualTo(report.kind() == RegisterKind.SCHOOL_HOLIDAYS ? List.of(66, 84) : List.of()));

        List<ImportReport> again = registers.runAll(OpenData.all(), false, null, ProgressListener.NONE);
        assertThat(again)
                .allSatisfy(report -> assertThat(report.changesAnything())
                        .as(report.fileName())
                        .isFalse());

        deventer();
        country();
        RegionFiles.makeOrCheck(jdbc);
    }

    /** Checks totals that were added up by hand from the registers. */
    private void deventer() {
        assertThat(Map.of(
                        2019, pupils("BO", 2019),
                        2023, pupils("BO", 2023),
                        2024, pupils("BO", 2024),
                        2025, pupils("BO", 2025)))
                .isEqualTo(Map.of(2019, 8383, 2023, 7932, 2024, 7822, 2025, 7787));
        assertThat(pupils("SBO", 2024)).isEqualTo(235);
        assertThat(pupils("VSO", 2024)).isEqualTo(233);
        assertThat(number("""
                select count(*) from school_site s join organisation o on o.id = s.organisation_id
                join enrolment e on e.site_id = s.organisation_id and e.reference_year = 2025 and e.pupils > 0
                where o.municipality_code = '0150' and s.kind = 'BO'
                """)).as("schools").isEqualTo(35);
        assertThat(number("""
                select sum(masked_cells) from enrolment_age a join organisation o on o.id = a.site_id
                where o.municipality_code = '0150'
                """)).as("cells that DUO masks").isEqualTo(1561);
        assertThat(number("""
                select sum(pupils) from enrolment_vo v join organisation o on o.id = v.site_id where o.municipality_code = '0150'
                """)).as("secondary pupils in 2019").isEqualTo(5037);
        assertThat(jdbc.sql("""
                        select e.school_year || ' ' || sum(e.candidates + e.masked_cells) || '-' || sum(e.candidates + 4 * e.masked_cells)
                        from organisations_exam_v e
                        where e.municipality_code = '0150' and lower(e.programme) like any (array['%techniek%', '%n&t%', '%n&g%'])
                          and e.school_year >= 2019
                        group by e.school_year order by e.school_year
                        """).query(String.class).list())
                .as("exam candidates in a technical profile, at least and at most")
                .containsExactly("2019 395-398", "2020 397-400", "2021 364-370", "2022 304-304", "2023 320-323");
        assertThat(number("""
                select count(*) from organisation o where o.municipality_code = '0150' and o.kind = 'SCHOOL'
                  and (o.latitude is null or o.latitude not between 52.1 and 52.4)
                  and exists (select from enrolment e where e.site_id = o.id and e.pupils > 0 and e.reference_year = 2025)
                """)).as("schools without a place on the map").isZero();
    }

    private void country() {
        assertThat(jdbc.sql("select name from municipality where code in ('0150', '0518', '1970') order by code")
                        .query(String.class)
                        .list())
                .containsExactly("Deventer", "'s-Gravenhage", "Noardeast-Fryslân");
        assertThat(jdbc.sql("select holiday_region from municipality where code in ('0150', '0200') order by code")
                        .query(String.class)
                        .list())
                .containsExactly("NOORD", "MIDDEN");
        assertThat(jdbc.sql("select name from organisation where kind = 'SCHOOL' and name like '%De Maasparel%'")
                        .query(String.class)
                        .list())
                .as("quotes, escaped once and twice over")
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(name).contains("\"De Maasparel\"").doesNotContain("\"\""));
        assertThat(number("select count(*) from organisation where kind = 'SCHOOL' and name ~ '[\\u0080-\\u009f]'"))
                .as("names in the wrong encoding")
                .isZero();
        assertThat(jdbc.sql("""
                select first_day || ' ' || last_day from holiday where region = 'NOORD' and kind = 'AUTUMN' and school_year = 2026
                """).query(String.class).single()).isEqualTo("2026-10-10 2026-10-18");
    }

    private int pupils(String kind, int year) {
        return jdbc.sql("""
                select sum(e.pupils) from enrolment e join school_site s on s.organisation_id = e.site_id
                join organisation o on o.id = e.site_id
                where o.municipality_code = '0150' and s.kind = ? and e.reference_year = ?
                """).params(kind, year).query(Integer.class).single();
    }

    private int number(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
