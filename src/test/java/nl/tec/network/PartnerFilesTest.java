package nl.tec.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import nl.tec.Accounts4Tests;
import nl.tec.TecTest;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Sheet;
import nl.tec.network.PartnerImports.Looked;
import nl.tec.network.PartnerImports.Report;
import nl.tec.network.Partners.Filter;
import nl.tec.network.Partners.Order;
import nl.tec.network.Partners.Profile;
import nl.tec.shared.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;

/** Requirement D1: the register as a file and back: what is exported changes nothing when it is imported; bad rows say why. */
@TecTest
class PartnerFilesTest {

    @Autowired
    Accounts4Tests accounts;

    @Autowired
    PartnerImports imports;

    @Autowired
    Partners partners;

    @Autowired
    JdbcClient jdbc;

    NetworkRecords records;
    Actor maker;

    @BeforeEach
    void make() {
        records = new NetworkRecords(jdbc);
        maker = accounts.signedIn(Role.PROGRAMME_MAKER).actor();
    }

    private Filter named(String name) {
        return new Filter(name, null, null, null, "");
    }

    private byte[] export(String name, String kind) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            new Sheet("partners", PartnerImports.COLUMNS, imports.export(named(name), Order.NAME))
                    .download(kind, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return response.getContentAsByteArray();
    }

    private Report look(byte[] content) {
        return ((Looked.At) imports.look("partners.csv", content, maker)).report();
    }

    private Report run(byte[] content) {
        Looked.At at = (Looked.At) imports.look("partners.csv", content, maker);
        return imports.run(at.id(), maker).orElseThrow();
    }

    private static byte[] csv(String... lines) {
        return String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsExportedChangesNothingWhenItComesBack_asCsvAndAsSpreadsheet() {
        String name = NetworkRecords.name();
        long id = records.partner(name + " één", "COMPANY");
        records.partner(name + " twee", "CULTURE");
        jdbc.sql("update organisation set phone = '+31 570 123456', postcode = '7411 HR' where id = ?")
                .param(id)
                .update();
        partners.change(
                id,
                new Profile(
                        Set.of(World.HITECH_SCIENCE, World.VOEDING_NATUUR),
                        "=SOM(A1;\"x\"), met komma",
                        "Robots",
                        false),
                maker);
        for (String kind : List.of("csv", "xlsx")) {
            Report report = look(export(name, kind));
            assertThat(report.bad()).as(kind).isEmpty();
            assertThat(report.same()).as(kind).isEqualTo(2);
            assertThat(report.added() + report.changed()).as(kind).isZero();
        }
    }

    @Test
    void aTextThatASpreadsheetWouldRunIsHarmlessInAnExport() {
        String name = NetworkRecords.name();
        long id = records.partner(name, "COMPANY");
        partners.change(id, new Profile(Set.of(), "=HYPERLINK(\"http://x\")", "@cmd", true), maker);
        assertThat(new String(export(name, "csv"), StandardCharsets.UTF_8)).contains("'=HYPERLINK", "'@cmd");
    }

    @Test
    void aFileAddsAndChangesAndTheSameFileAgainChangesNothing() {
        String name = NetworkRecords.name();
        long known = records.partner(name, "COMPANY");
        byte[] file = csv(
                "name;kind;town;worlds;about_nl",
                name + ";Bedrijf;Proefstad;hitech-science;Robots",
                name + " nieuw;CULTURE;Deventer;;Kunst");
        Report before = look(file);
        assertThat(before.added()).isEqualTo(1);
        assertThat(before.changed()).isEqualTo(1);
        assertThat(partners.list(named(name), Order.NAME, null, 5))
                .as("looking changes nothing")
                .hasSize(1);
        Report done = run(file);
        assertThat(done.added()).isEqualTo(1);
        assertThat(partners.list(named(name), Order.NAME, null, 5)).hasSize(2);
        assertThat(partners.get(known, maker).profile().worlds()).containsExactly(World.HITECH_SCIENCE);
        assertThat(look(file).same()).isEqualTo(2);
        assertThat(run(file).added()).isZero();
    }

    @Test
    void aBadRowIsToldWithItsLineAndReasonAndTheRestIsImported() {
        String name = NetworkRecords.name();
        Report report = run(csv(
                "name,kind,postcode,email,worlds,id",
                name + ",COMPANY,7411HR,,,",
                name + " x,Ruimteschip,,,,",
                name + " y,COMPANY,12,,,",
                ",COMPANY,,,,",
                name + " z,COMPANY,,,maanwereld,",
                name + " w,COMPANY,,geen adres,,",
                name + " v,COMPANY,,,,999999999999",
                name + ",COMPANY,,,,"));
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.bad()).extracting(PartnerImports.BadRow::line).containsExactly(3, 4, 5, 6, 7, 8, 9);
        assertThat(report.bad().get(0).reason()).contains("soort");
        assertThat(report.bad().get(6).reason()).contains("eerder in dit bestand");
        assertThat(partners.list(named(name), Order.NAME, null, 10)).hasSize(1);
    }

    @Test
    void whatIsNoTableIsRefused() {
        assertThat(imports.look("x.csv", csv("naam;soort", "a;b"), maker))
                .isEqualTo(new Looked.Unreadable("partners.import.noColumns"));
        assertThat(imports.look("x.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0}, maker))
                .isInstanceOf(Looked.Unreadable.class);
        assertThat(imports.look("x.csv", new byte[0], maker)).isInstanceOf(Looked.Unreadable.class);
    }
}
