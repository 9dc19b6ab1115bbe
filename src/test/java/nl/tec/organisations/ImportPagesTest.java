package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The import pages of registers (rules 1): preview, import and report. */
@TecTest
class ImportPagesTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    private TestBrowser administrator;

    @BeforeEach
    void signIn() {
        administrator = accounts.signedIn(Role.ADMINISTRATOR).browser();
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from postcode_area where pc4 in ('9811', '9812')").update();
    }

    @Test
    void aFileIsPreviewed_thenImported_andTheResultReported() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("postcodes.csv", postcodes());
        files.put("namen.csv", "naam;leeftijd\nNoor;9\n".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> sent = administrator.upload("/admin/import", "bestanden", files);
        assertThat(sent.statusCode()).isEqualTo(303);
        String batch = TestBrowser.location(sent);
        assertThat(until(batch, "Dit verandert er"))
                .contains(
                        "Postcodegebied 9811: de plek - wordt 52.3 6.2",
                        "Regel 3:",
                        "ligt niet in Nederland",
                        "We herkennen dit bestand niet. De kolommen zijn: NAAM, LEEFTIJD.");
        assertThat(places()).as("a dry run changes nothing").isZero();

        assertThat(administrator.post(batch).statusCode()).isEqualTo(303);
        assertThat(until(batch, "Alles is verwerkt")).contains("Regel 3:");
        assertThat(places()).isEqualTo(2);
        assertThat(administrator.post(batch).statusCode()).as("sent twice").isEqualTo(303);
        assertThat(administrator.get("/admin/import").body()).contains("postcodes.csv", "Ingelezen, niet alles");

        HttpResponse<String> again =
                administrator.upload("/admin/import", "bestanden", Map.of("postcodes.csv", postcodes()));
        assertThat(until(TestBrowser.location(again), "Dit verandert er"))
                .contains("Er is niets in te lezen")
                .doesNotContain("Lees in</button>");
    }

    @Test
    void anAbandonedPreviewIsListed_andCanBeDiscarded() throws Exception {
        HttpResponse<String> sent =
                administrator.upload("/admin/import", "bestanden", Map.of("achtergelaten.csv", postcodes()));
        String batch = TestBrowser.location(sent);
        until(batch, "Dit verandert er");
        assertThat(administrator.get("/admin/import").body())
                .contains("Nog niet afgemaakt", "achtergelaten.csv", "href=\"" + batch + "\"", "Klaar om in te lezen");
        assertThat(administrator.post(batch + "/weg").statusCode()).isEqualTo(303);
        assertThat(administrator.get("/admin/import").body())
                .contains("De bestanden zijn weggegooid")
                .doesNotContain("achtergelaten.csv");
        assertThat(administrator.post(batch).statusCode()).isEqualTo(303);
        assertThat(places()).isZero();
    }

    @Test
    void thePageTellsWhichFilesAHubNeedsAndWhereTheyAre() {
        String page = administrator.get("/admin/import").body();
        assertThat(page)
                .containsSubsequence(
                        "Begin met deze drie",
                        "02.-alle-schoolvestigingen-basisonderwijs.csv",
                        "alle-vestigingen-vo.csv",
                        "06.-historisch-overzicht-aantal-leerlingen-per-schoolvestiging.csv",
                        "Daarna, als je wilt",
                        "duo.nl");
    }

    @Test
    void aFileThatIsTooLargeIsReportedAtTheField() {
        HttpResponse<String> sent = administrator.upload(
                "/admin/import", "bestanden", Map.of("groot.csv", new byte[ImportBatches.MAX_FILE_BYTES + 1]));
        assertThat(sent.statusCode()).isEqualTo(422);
        assertThat(sent.body()).contains("groot.csv is groter dan 60 MB");
    }

    @Test
    void withoutAFileThereIsNothingToDo_andImportingIsForTheAdministrator() {
        HttpResponse<String> none = administrator.upload("/admin/import", "bestanden", Map.of());
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("Kies een bestand.");
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(maker.get("/admin/import").statusCode()).isIn(403, 404);
        assertThat(maker.upload("/admin/import", "bestanden", Map.of("a.csv", new byte[] {1}))
                        .statusCode())
                .isIn(403, 404);
    }

    private static byte[] postcodes() {
        return RegistersFixture.of(RegisterKind.POSTCODES)
                .withBadRow()
                .text(';', "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private int places() {
        return TestSql.integer(jdbc, "select count(*) from postcode_area where pc4 in ('9811', '9812')");
    }

    private String until(String page, String words) throws InterruptedException {
        String body = "";
        for (int i = 0; i < 200; i++) {
            body = administrator.get(page).body();
            if (body.contains(words)) {
                return body;
            }
            assertThat(administrator.get(page + "/stand").statusCode()).isEqualTo(200);
            Thread.sleep(50);
        }
        throw new AssertionError(body);
    }
}
