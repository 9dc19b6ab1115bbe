package nl.tec.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.TableExport;
import nl.tec.organisations.Correspondents;
import nl.tec.partners.PartnerImports.Added;
import nl.tec.partners.PartnerImports.BadRow;
import nl.tec.partners.PartnerImports.Change;
import nl.tec.partners.PartnerImports.Column;
import nl.tec.partners.PartnerImports.Preview;
import nl.tec.partners.PartnerImports.Report;
import nl.tec.partners.Partners.Filter;
import nl.tec.partners.Partners.Order;
import nl.tec.partners.Partners.Profile;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;

/** Export and import of the register (requirement D1): re-importing an export changes nothing; invalid rows are explained. */
@TecTest
class PartnerFilesTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    PartnerImports imports;

    @Autowired
    Partners partners;

    @Autowired
    Correspondents correspondents;

    @Autowired
    JdbcClient jdbc;

    PartnersFixture records;
    Actor maker;

    @BeforeEach
    void make() {
        records = new PartnersFixture(jdbc);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
    }

    private Filter named(String name) {
        return new Filter(name, null, null, null, "");
    }

    private byte[] export(String name, String kind) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            new TableExport("partners", PartnerImports.headings(), imports.export(named(name), Order.NAME))
                    .download(kind, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return response.getContentAsByteArray();
    }

    private Report look(byte[] content) {
        return ((Preview.At) imports.look("partners.csv", content, false, maker)).report();
    }

    private Report run(byte[] content) {
        return run(content, false);
    }

    private Report run(byte[] content, boolean clearEmpty) {
        Preview.At at = (Preview.At) imports.look("partners.csv", content, clearEmpty, maker);
        return imports.run(at.id(), clearEmpty, maker).orElseThrow();
    }

    private static byte[] csv(String... lines) {
        return String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void reimportingAnExportChangesNothing_asCsvAndAsSpreadsheet() {
        String name = PartnersFixture.name();
        long id = records.partner(name + " één", "COMPANY");
        records.partner(name + " twee", "CULTURE");
        TestSql.update(jdbc, "update organisation set phone = '+31 570 123456', postcode = '7411 HR' where id = ?", id);
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
            assertThat(report.changesAnything()).as(kind).isFalse();
        }
    }

    @Test
    void formulasAreEscapedInAnExport() {
        String name = PartnersFixture.name();
        long id = records.partner(name, "COMPANY");
        partners.change(id, new Profile(Set.of(), "=HYPERLINK(\"http://x\")", "@cmd", true), maker);
        assertThat(new String(export(name, "csv"), StandardCharsets.UTF_8)).contains("'=HYPERLINK", "'@cmd");
    }

    @Test
    void aFileAddsAndChangesAndTheSameFileAgainChangesNothing() {
        String name = PartnersFixture.name();
        long known = records.partner(name, "COMPANY");
        byte[] file = csv(
                "name;kind;town;worlds;about_nl",
                name + ";Bedrijf;Proefstad;hitech-science;Robots",
                name + " nieuw;CULTURE;Deventer;;Kunst");
        Report before = look(file);
        assertThat(before.added()).hasSize(1);
        assertThat(before.changed()).isEqualTo(1);
        assertThat(partners.list(named(name), Order.NAME, null, 5))
                .as("looking changes nothing")
                .hasSize(1);
        Report done = run(file);
        assertThat(done.added()).hasSize(1);
        assertThat(partners.list(named(name), Order.NAME, null, 5)).hasSize(2);
        assertThat(partners.get(known, maker).profile().worlds()).containsExactly(World.HITECH_SCIENCE);
        assertThat(look(file).same()).isEqualTo(2);
        assertThat(run(file).added()).isEmpty();
    }

    @Test
    void aMailAddressIsKeptAsMailIsSentToIt() {
        String name = PartnersFixture.name();
        String email = "Info" + System.nanoTime() + "@Bedrijf.example";
        byte[] file = csv("name;kind;email", name + ";Bedrijf;" + email);
        run(file);
        assertThat(look(file).same()).isEqualTo(1);
        long id = TestSql.bigint(jdbc, "select id from organisation where email = ?", email.toLowerCase(Locale.ROOT));
        TestSql.update(jdbc, "update organisation set email = ? where id = ?", email, id);
        assertThat(correspondents.find(null, id).orElseThrow().email())
                .as("stored by an earlier version")
                .isEqualTo(email.toLowerCase(Locale.ROOT));
        assertThat(look(file).same()).isEqualTo(1);
    }

    @Test
    void aBadRowIsReportedWithItsLineAndReasonAndTheRestIsImported() {
        String name = PartnersFixture.name();
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
        assertThat(report.added()).hasSize(1);
        assertThat(report.bad()).extracting(PartnerImports.BadRow::line).containsExactly(3, 4, 5, 6, 7, 8, 9);
        assertThat(report.bad().get(0).reason()).contains("soort");
        assertThat(report.bad().get(6).reason()).contains("eerder in dit bestand");
        assertThat(partners.list(named(name), Order.NAME, null, 10)).hasSize(1);
    }

    @Test
    void anEmptyCellKeepsTheValue_unlessClearingIsRequested_andThePreviewListsEachChange() {
        String name = PartnersFixture.name();
        long id = records.partner(name, "COMPANY");
        jdbc.sql("update organisation set website = 'https://www.proef.nl', phone = '0570 123456' where id = ?")
                .param(id)
                .update();
        partners.change(id, new Profile(Set.of(World.HITECH_SCIENCE), "Robots", "Robots", false), maker);
        byte[] file = csv(
                "naam;soort;plaats;website;telefoon;werelden;tekst Nederlands;tonen",
                name + ";Bedrijf;Proefstad;;0570 654321;;;");
        Report kept = run(file);
        assertThat(kept.cleared()).isEmpty();
        assertThat(kept.changes()).containsExactly(new Change(name, Column.PHONE, "0570 123456", "0570 654321"));
        assertThat(website(id)).isEqualTo("https://www.proef.nl");
        assertThat(partners.get(id, maker).profile())
                .isEqualTo(new Profile(Set.of(World.HITECH_SCIENCE), "Robots", "Robots", false));

        Report cleared = run(file, true);
        assertThat(cleared.changes()).isEmpty();
        assertThat(cleared.cleared())
                .containsExactly(
                        new Change(name, Column.WEBSITE, "https://www.proef.nl", ""),
                        new Change(name, Column.WORLDS, "Hi-tech & Science", ""),
                        new Change(name, Column.ABOUT_NL, "Robots", ""));
        assertThat(website(id)).isNull();
    }

    private @Nullable String website(long id) {
        return jdbc.sql("select website from organisation where id = ?")
                .param(id)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    @Test
    void theExportHasDutchHeadingsAndSemicolons_forDutchExcel() {
        String name = PartnersFixture.name();
        records.partner(name, "COMPANY");
        assertThat(new String(export(name, "csv"), StandardCharsets.UTF_8))
                .startsWith("\uFEFFnummer;naam;soort;straat;huisnummer;postcode;plaats;")
                .contains(";" + name + ";Bedrijf;");
    }

    @Test
    void excelUnicodeTextIsRead_withTabsAndUtf16() {
        String name = PartnersFixture.name();
        byte[] text = ("\uFEFFNaam\tSoort\tPlaats\r\n" + name + " caf\u00e9\tBedrijf\tZutphen\r\n")
                .getBytes(StandardCharsets.UTF_16LE);
        assertThat(look(text).added()).extracting(Added::name).containsExactly(name + " caf\u00e9");
    }

    @Test
    void anUnknownColumnIsReported() {
        assertThat(look(csv("naam;soort;webiste", PartnersFixture.name() + ";Bedrijf;www.proef.nl"))
                        .ignored())
                .containsExactly("webiste");
    }

    @Test
    void aSimilarNameIsSuggested_andWithoutATownItIsTheExistingOne() {
        String name = PartnersFixture.name();
        long id = records.partner(name, "COMPANY");
        TestSql.update(jdbc, "update organisation set town = 'Deventer' where id = ?", id);
        Report elsewhere = look(csv(
                "naam;soort;plaats",
                name.toUpperCase(Locale.ROOT) + " B.V.;Bedrijf;Apeldoorn",
                PartnersFixture.name() + " elders;Bedrijf;Apeldoorn"));
        assertThat(elsewhere.added()).extracting(Added::similar).containsExactly(name + ", Deventer (" + id + ")", "");
        Report there = look(csv("naam;soort;website", name + ";Bedrijf;www.proef.nl"));
        assertThat(there.added()).isEmpty();
        assertThat(there.changes()).containsExactly(new Change(name, Column.WEBSITE, "", "www.proef.nl"));
    }

    @Test
    void aWebsiteThatIsAScriptIsRefused() {
        String name = PartnersFixture.name();
        Report report = look(csv(
                "naam;soort;website",
                name + " a;Bedrijf;javascript:alert(1)",
                name + " b;Bedrijf;data:text/html,x",
                name + " c;Bedrijf;www.proef.nl:8080/pad?x=1",
                name + " d;Bedrijf;HTTPS://proef.nl"));
        assertThat(report.bad()).extracting(BadRow::line).containsExactly(2, 3);
        assertThat(report.bad().get(0).reason()).contains("webadres");
        assertThat(report.bad().get(0).what()).isEqualTo("javascript:alert(1)");
        assertThat(report.added()).hasSize(2);
    }

    /** Returns a minimal workbook with this sheet. */
    private static byte[] workbook(String sheet) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            Map<String, String> parts = Map.of(
                    "[Content_Types].xml",
                    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                            + "<Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>",
                    "_rels/.rels",
                    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                            + "<Relationship Id='r1' Type='" + office
                            + "/officeDocument' Target='xl/workbook.xml'/></Relationships>",
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                            + "<Relationship Id='r1' Type='" + office
                            + "/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
                    "xl/workbook.xml",
                    "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='" + office
                            + "'>" + "<sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>",
                    "xl/worksheets/sheet1.xml",
                    "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>" + sheet
                            + "</sheetData></worksheet>");
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String row(int number, String... cells) {
        StringBuilder row = new StringBuilder("<row r='" + number + "'>");
        for (int i = 0; i < cells.length; i += 2) {
            row.append("<c r='" + cells[i] + number + "' t='inlineStr'><is><t>" + cells[i + 1] + "</t></is></c>");
        }
        return row + "</row>";
    }

    @Test
    void aDecompressionBombIsRefusedImmediately() throws IOException {
        String head = row(1, "A", "naam", "B", "soort");
        String name = PartnersFixture.name();
        assertThat(look(workbook(head + row(2, "A", name, "B", "Bedrijf"))).added())
                .extracting(Added::name)
                .containsExactly(name);
        Map<String, String> sheets = Map.of(
                "partners.import.tooWide", head + row(2, "ZZZZZZ", "x"),
                "partners.import.tooMany", head + row(999_999, "A", "x"),
                "partners.import.cellTooLong", head + row(2, "A", "x".repeat(3_000), "B", "Bedrijf"),
                "partners.import.tooLarge", head + row(2, "A", "x".repeat(40_000_000)));
        for (Map.Entry<String, String> sheet : sheets.entrySet()) {
            assertThat(imports.look("x.xlsx", workbook(sheet.getValue()), false, maker))
                    .isEqualTo(new Preview.Unreadable(sheet.getKey()));
        }
        String unnumbered = "<row>" + "<c/>".repeat(200) + "</row>";
        assertThat(imports.look("x.xlsx", workbook(head + unnumbered), false, maker))
                .isEqualTo(new Preview.Unreadable("partners.import.tooWide"));
    }

    @Test
    void filesThatAreNotTablesAreRefused() {
        assertThat(imports.look("x.csv", csv("wie;wat", "a;b"), false, maker))
                .isEqualTo(new Preview.Unreadable("partners.import.noColumns"));
        assertThat(imports.look("x.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0}, false, maker))
                .isInstanceOf(Preview.Unreadable.class);
        assertThat(imports.look("x.csv", new byte[0], false, maker)).isInstanceOf(Preview.Unreadable.class);
    }
}
