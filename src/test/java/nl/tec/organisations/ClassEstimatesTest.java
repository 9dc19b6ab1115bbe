package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import nl.tec.TestSql;
import nl.tec.organisations.Registers.RegisterFile;
import nl.tec.organisations.RegistersFixture.Small;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Classes that nobody corrected follow the best available estimate, regardless of the order of the counts (rules 1). */
@OrganisationsTest
class ClassEstimatesTest {

    private static final SchoolYear YEAR = new SchoolYear(2024);
    private static final Small PUPILS = RegistersFixture.of(RegisterKind.PO_PUPILS);

    @Autowired
    Registers registers;

    @Autowired
    Classes classes;

    @Autowired
    MovingUp movingUp;

    @Autowired
    JdbcClient jdbc;

    private WithoutProefdam proefdam;

    @BeforeEach
    void forget() {
        proefdam = new WithoutProefdam(jdbc);
        proefdam.forget();
    }

    @Test
    void theOrderOfTheFilesMakesNoDifference() {
        read(RegistersFixture.of(RegisterKind.PO_ADDRESSES).file(), PUPILS.file());
        List<String> fromTotals = started();
        read(RegistersFixture.of(RegisterKind.PO_AGES).file());
        List<String> agesLater = started();
        assertThat(agesLater).isNotEqualTo(fromTotals);

        proefdam.forget();
        read(RegistersFixture.of(RegisterKind.PO_ADDRESSES).file(), PUPILS.file());
        read(RegistersFixture.of(RegisterKind.PO_AGES).file());
        assertThat(agesLater).isEqualTo(started());
    }

    @Test
    void aNewerCountMakesMoreOrFewerClasses_oneInUseStays() {
        read(RegistersFixture.of(RegisterKind.PO_ADDRESSES).file(), PUPILS.file());
        started();
        assertThat(labels()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        long seven = id("7");
        read(counted("300"));
        started();
        assertThat(labels()).contains("7a", "7b").doesNotContain("7").hasSize(16);
        assertThat(id("7a")).isEqualTo(seven);
        jdbc.sql("""
                with a as (insert into account (email, name, created_at) values ('eigen-klas@proef.example', 'Eigen', now()) returning id)
                insert into own_class (account_id, class_id) select id, ? from a
                """).param(id("8b")).update();
        try {
            read(counted("210"));
            started();
            assertThat(labels()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8a", "8b");
            assertThat(id("7")).isEqualTo(seven);
            assertThat(pupils()).isEqualTo(210);
        } finally {
            jdbc.sql("delete from own_class").update();
            TestSql.update(jdbc, "delete from account where email = 'eigen-klas@proef.example'");
        }
    }

    @Test
    void aClassThatTheSchoolCorrectedIsNeverTouched() {
        read(RegistersFixture.of(RegisterKind.PO_ADDRESSES).file(), PUPILS.file());
        started();
        TestSql.update(jdbc, "update school_class set source = 'SCHOOL', counted_in = null where id = ?", id("7"));
        TestSql.update(jdbc, "update class_part set head_count = 19, low = 19, high = 19 where class_id = ?", id("7"));
        List<String> before = rows("and k.label = '7'");
        read(counted("300"), RegistersFixture.of(RegisterKind.PO_AGES).file());
        started();
        assertThat(rows("and k.label = '7'")).isEqualTo(before);
        assertThat(labels()).contains("7", "8a", "8b").doesNotContain("7a");
    }

    @Test
    void classesThatMovedUpFollowTheCountOfTheirYear_exceptThoseOfTheSchool() {
        String until2024 = PUPILS.text(';', "\n").replace("LEERLINGEN_2025", "LATER");
        read(
                RegistersFixture.of(RegisterKind.PO_ADDRESSES).file(),
                PUPILS.file(until2024.getBytes(StandardCharsets.UTF_8)));
        started();
        TestSql.update(jdbc, "update school_class set source = 'SCHOOL', counted_in = null where id = ?", id("7"));
        TestSql.update(jdbc, "update class_part set head_count = 19, low = 19, high = 19 where class_id = ?", id("7"));
        movingUp.moveAll(YEAR.next(), List.of("9801"));
        read(PUPILS.file(PUPILS.text(';', "\n").replace(";<5", ";300").getBytes(StandardCharsets.UTF_8)));
        classes.start(YEAR.next(), List.of("9801"));
        assertThat(jdbc.sql("""
                        select k.label || ' ' || p.head_count from school_class k join class_part p on p.class_id = k.id
                        join school_site s on s.organisation_id = k.site_id
                        where s.brin6 = '98ZA00' and k.school_year = 2025 and k.label >= '6' order by k.label
                        """).query(String.class).list())
                .containsExactly("6a 19", "6b 18", "7a 19", "7b 19", "8 19");
    }

    /** Returns the register with this count of the first school in 2024. */
    private static RegisterFile counted(String pupils) {
        return PUPILS.file(
                PUPILS.text(';', "\n").replace(";210;", ";" + pupils + ";").getBytes(StandardCharsets.UTF_8));
    }

    private void read(RegisterFile... files) {
        assertThat(registers.runAll(List.of(files), false, null, ProgressListener.NONE))
                .allSatisfy(report -> assertThat(report.refusal()).isNull());
    }

    private List<String> started() {
        classes.start(YEAR, List.of("9801"));
        return rows("");
    }

    private List<String> labels() {
        return jdbc.sql("""
                        select k.label from school_class k join school_site s on s.organisation_id = k.site_id
                        where s.brin6 = '98ZA00' and k.school_year = 2024 and k.ended_at is null order by k.label
                        """).query(String.class).list();
    }

    private int pupils() {
        return jdbc.sql("""
                        select sum(p.head_count) from school_class k join class_part p on p.class_id = k.id
                        join school_site s on s.organisation_id = k.site_id where s.brin6 = '98ZA00'
                        """).query(Integer.class).single();
    }

    private long id(String label) {
        return jdbc.sql("""
                        select k.id from school_class k join school_site s on s.organisation_id = k.site_id
                        where s.brin6 = '98ZA00' and k.label = ?
                        """).param(label).query(Long.class).single();
    }

    private List<String> rows(String and) {
        return jdbc.sql("""
                        select concat_ws(' ', s.brin6, k.label, k.level, k.source, k.counted_in, p.grade, p.head_count, p.low, p.high)
                        from school_class k join class_part p on p.class_id = k.id
                        join school_site s on s.organisation_id = k.site_id
                        where s.brin6 like '98Z%%' and k.school_year = 2024 and k.ended_at is null %s order by 1
                        """.formatted(and)).query(String.class).list();
    }
}
