package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.Together;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Role;
import nl.tec.hub.FirstRunCode;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Journey 9: setting up a new hub, once, by someone who can read the console. */
@TecTest
class FirstRunTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    Accounts accounts;

    @Autowired
    HubSettings hub;

    @Autowired
    FirstRun firstRun;

    @Autowired
    private FirstRunCode firstRunCode;

    @Autowired
    JdbcTemplate jdbc;

    String code = "";
    HubBefore before;

    @BeforeEach
    void newHub() {
        hub.set(Setting.NAME, "");
        code = firstRunCode.get();
        before = new HubBefore(hub, jdbc);
    }

    @AfterEach
    void startedHub() {
        before.restore();
    }

    @Test
    void aNewHubHasNoPromisesOfAnother() {
        assertThat(jdbc.queryForList("select * from kpi_target")).isNotEmpty();
        post(people.visitor(), code, "doelen" + System.nanoTime() + "@example.org");
        assertThat(jdbc.queryForList("select * from kpi_target")).isEmpty();
        assertThat(people.visitor().get("/resultaten").body()).doesNotContain("lopen achter", "De nota zegt");
    }

    @Test
    void theMunicipalityIsChosenFromTheList_byNameOrByItsCode() {
        assertThat(people.visitor().get("/eerste-start").body())
                .contains("<option value=\"Zutphen\">", "<option value=\"Súdwest-Fryslân\">");
        HttpResponse<String> unknown = post(people.visitor(), code, "g@example.org", "9999");
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body()).contains("Deze gemeente kennen we niet");
        assertThat(post(people.visitor(), code, "g" + System.nanoTime() + "@example.org", "301")
                        .statusCode())
                .isEqualTo(303);
        assertThat(hub.municipalities()).containsExactly("0301");
        assertThat(hub.get(Setting.HOLIDAY_REGION)).isEqualTo("MIDDEN");
    }

    @Test
    void everyPageLeadsThereAndFilesDoNot() {
        TestBrowser visitor = people.visitor();
        for (String path : List.of("/", "/programma", "/inloggen", "/bestaat-niet", "/privacy")) {
            HttpResponse<String> answer = visitor.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse("")).isEqualTo("/eerste-start");
        }
        assertThat(visitor.get("/css/base.css").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/eerste-start").statusCode()).isEqualTo(200);
    }

    @Test
    void theConsoleSaysTheCodeUntilTheHubHasBegun() {
        assertThat(firstRun.lines()).singleElement().asString().contains(code);
        hub.set(Setting.NAME, "TEC Begonnen");
        assertThat(firstRun.lines()).isEmpty();
    }

    @Test
    void withoutTheCodeNothingHappensAndWhatWasTypedStays() {
        HttpResponse<String> answer = post(people.visitor(), "AAAA-BBBB", "stranger@example.org");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Deze code klopt niet").contains("TEC Zutphen");
        assertThat(hub.started()).isFalse();
        assertThat(accounts.findByEmail("stranger@example.org")).isEmpty();
    }

    @Test
    void inTheOtherLanguageWhatWasTypedStays_andNothingBegins() {
        HttpResponse<String> english = people.visitor()
                .post(
                        "/eerste-start",
                        "code",
                        code,
                        "naam",
                        "TEC Zutphen",
                        "email",
                        "half@",
                        "wachtwoord",
                        "geheim-van-12",
                        "toon-in",
                        "en");
        assertThat(english.statusCode()).isEqualTo(200);
        assertThat(english.body())
                .contains(
                        "<html lang=\"en\">",
                        "Welcome to your new hub",
                        "value=\"" + code + "\"",
                        "value=\"TEC Zutphen\"",
                        "value=\"half@\"")
                .as("neither the password, nor a programme that was left out")
                .doesNotContain("geheim-van-12", "name=\"programma\" value=\"ja\" checked");
        assertThat(hub.started()).isFalse();
    }

    @Test
    void beginsTheHubAndSignsItsAdministratorIn() {
        TestBrowser browser = people.visitor();
        String email = "eerste" + System.nanoTime() + "@example.org";
        // lower case and without the dash
        HttpResponse<String> answer =
                post(browser, code.toLowerCase(Locale.ROOT).replace("-", " "), email);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).isEqualTo("/admin/begin");
        assertThat(hub.name()).isEqualTo("TEC Zutphen");
        assertThat(hub.municipalities()).containsExactly("0301");
        assertThat(hub.get(Setting.HOLIDAY_REGION)).isEqualTo("MIDDEN");
        Account administrator = accounts.findByEmail(email).orElseThrow();
        assertThat(administrator.actor().is(Role.ADMINISTRATOR)).isTrue();
        assertThat(browser.get("/admin/begin").body()).contains("TEC Zutphen");
        // the page is closed from now on
        assertThat(people.visitor().get("/eerste-start").statusCode()).isEqualTo(303);
        assertThat(post(people.visitor(), code, "tweede@example.org").statusCode())
                .isEqualTo(303);
        assertThat(accounts.findByEmail("tweede@example.org")).isEmpty();
    }

    @Test
    void oneOfSeveralConcurrentAttemptsWins() throws Exception {
        long before = administrators();
        String mark = "samen" + System.nanoTime();
        List<HttpResponse<String>> all = Together.run(6, i -> post(people.visitor(), code, mark + i + "@example.org"));
        assertThat(all)
                .filteredOn(
                        one -> one.headers().firstValue("Location").orElse("").equals("/admin/begin"))
                .hasSize(1);
        assertThat(administrators()).isEqualTo(before + 1);
    }

    private long administrators() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select count(*) from account_role where role = 'ADMINISTRATOR'", Long.class));
    }

    private static HttpResponse<String> post(TestBrowser browser, String code, String email) {
        return post(browser, code, email, "zutphen");
    }

    private static HttpResponse<String> post(TestBrowser browser, String code, String email, String municipality) {
        return browser.post(
                "/eerste-start",
                "code",
                code,
                "naam",
                "TEC Zutphen",
                "plaats",
                "Zutphen",
                "gemeente",
                municipality,
                "schooljaar",
                "2026",
                "beheerder",
                "Eerste Beheerder",
                "email",
                email,
                "wachtwoord",
                "drie losse woorden");
    }
}
