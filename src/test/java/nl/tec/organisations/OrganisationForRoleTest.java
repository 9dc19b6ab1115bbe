package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.tec.TecTest;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.OrganisationNames.Choice;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The administrator finds the right school among all schools of the country. */
@TecTest
class OrganisationForRoleTest {

    @Autowired
    OrganisationNames organisations;

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    private String before = "";
    private String name = "";
    private String brin = "";
    private long own;

    @BeforeEach
    void twoSchoolsOfOneName() {
        before = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, "0301");
        long number = System.nanoTime();
        name = "Basisschool Parelmoer" + number;
        brin = "%02dQ%c%02d".formatted(number % 100, (char) ('A' + number / 100 % 26), number / 2600 % 100);
        school(name, "Huizen", "0406", "00" + brin.substring(2, 4) + "99");
        own = school(name, "Zutphen", "0301", brin);
    }

    @AfterEach
    void restoreState() {
        hub.set(Setting.MUNICIPALITIES, before);
        jdbc.sql("delete from school_site where organisation_id in (select id from organisation where name = ?)")
                .param(name)
                .update();
        jdbc.sql("delete from organisation where name = ?").param(name).update();
    }

    @Test
    void byName_theOwnMunicipalityFirst() {
        List<Choice> found = organisations.search(Role.TEACHER, name.substring(12), 20);
        assertThat(found).hasSizeGreaterThanOrEqualTo(2);
        assertThat(found.get(0).id()).isEqualTo(own);
        assertThat(found.get(0).town()).contains("Zutphen", brin);
    }

    @Test
    void byNameAndTown() {
        assertThat(organisations.search(Role.SCHOOL_COORDINATOR, name.substring(12) + " zutphen", 20))
                .extracting(Choice::id)
                .containsExactly(own);
    }

    @Test
    void byBrin() {
        assertThat(organisations.search(Role.TEACHER, brin.toLowerCase(java.util.Locale.ROOT), 20))
                .extracting(Choice::id)
                .contains(own);
    }

    private long school(String name, String town, String municipality, String brin6) {
        jdbc.sql("insert into municipality (code, name) values (?, ?) on conflict do nothing")
                .params(municipality, town)
                .update();
        long id =
                jdbc.sql("""
                insert into organisation (kind, name, town, municipality_code, invented) values ('SCHOOL', ?, ?, ?, true) returning id
                """).params(name, town, municipality).query(Long.class).single();
        jdbc.sql(
                        "insert into school_site (organisation_id, brin6, sector, holiday_region) values (?, ?, 'PO', 'NOORD')")
                .params(id, brin6)
                .update();
        return id;
    }
}
