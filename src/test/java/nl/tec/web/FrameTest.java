package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The common parts of all responses: headers, no unnecessary cookies, readable errors. */
@TecTest
class FrameTest {

    @LocalServerPort
    int port;

    @Autowired
    org.springframework.jdbc.core.simple.JdbcClient jdbc;

    @Autowired
    AccountsFixture people;

    @Autowired
    HubSettings hub;

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/privacy", "/over", "/toegankelijkheid", "/stijlgids", "/robots.txt", "/css/base.css"})
    void aVisitorGetsNoCookie(String path) {
        HttpResponse<String> answer = people.visitor().get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/inloggen",
                "/css/base.css",
                "/bestaat-niet",
                "/school",
                "/admin/accounts",
                "/proef/fout/x",
                "/proef/weg",
                "/proef/andermans",
                "/inloggen/link/x",
                "/.well-known/security.txt",
                "/a;b",
                "/%2e%2e/x",
                "/gezond"
            })
    void everyAnswerHasTheHeaders(String path) {
        TestBrowser visitor = people.visitor();
        assertSafe(visitor.get(path));
        assertSafe(visitor.post(path));
        assertSafe(people.signedIn(Role.ADMINISTRATOR).browser().get(path));
    }

    @Test
    void anIconIsDrawnOnceOnAPage_andInItsPlaceWhereAScriptTakesAPiece() {
        String page = people.visitor().get("/stijlgids").body();
        List<String> drawn = found("<symbol id=\"([^\"]+)\"", page);
        assertThat(found("<use href=\"#([^\"]+)\"", page))
                .hasSizeGreaterThan(2 * drawn.size())
                .containsOnlyElementsOf(drawn)
                .containsAll(drawn);
        assertThat(drawn).doesNotHaveDuplicates();
        for (String[] header : new String[][] {{"HX-Request", "true"}, {"Sec-Fetch-Dest", "empty"}}) {
            assertThat(people.visitor()
                            .with(header[0], header[1])
                            .get("/stijlgids")
                            .body())
                    .doesNotContain("<use", "<symbol")
                    .contains("<svg class=\"icon\"");
        }
    }

    private static List<String> found(String pattern, String page) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void whoIsSignedInGetsThePageForAnAddressThatIsRefusedAtTheDoor() {
        assertThat(people.signedIn(Role.ADMINISTRATOR).browser().get("/a;b").body())
                .contains("Dit adres klopt niet", "Uitloggen");
    }

    private static void assertSafe(HttpResponse<String> answer) {
        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy)
                .contains("default-src 'self'")
                .contains("object-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("Referrer-Policy")).isPresent();
        // not over HTTP: it would lock people out of a hub without a certificate
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("Tomcat");
    }

    @Test
    void behindATlsProxyCookiesAreSecureAndHstsIsSent() {
        TestBrowser visitor = people.visitor().with("X-Forwarded-Proto", "https");
        HttpResponse<String> page = visitor.get("/inloggen");
        assertThat(page.headers().firstValue("Strict-Transport-Security").orElse(""))
                .contains("max-age=");
        assertThat(page.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allMatch(cookie ->
                        cookie.contains("Secure") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    }

    @Test
    void aFileWithItsContentInItsNameIsKeptForAYear() {
        String home = people.visitor().get("/").body();
        for (String kind : List.of("/css/", "/img/", "/fonts/")) {
            String address = home.replaceAll("(?s).*\"(" + kind + "[^\"]*)\".*", "$1");
            assertThat(address).matches(".*-[0-9a-f]{32}\\.[a-z0-9]+");
            assertThat(people.visitor().get(address).headers().firstValue("Cache-Control"))
                    .contains("max-age=31536000");
        }
        // a URL without the hash may change its content
        assertThat(people.visitor().get("/css/base.css").headers().firstValue("Cache-Control"))
                .contains("no-cache");
    }

    @Test
    void nothingOfSomebodySignedInStaysInTheBrowser() {
        assertThat(people.signedIn().browser().get("/").headers().firstValue("Cache-Control"))
                .contains("no-store");
        assertThat(people.visitor().get("/").headers().firstValue("Cache-Control"))
                .contains("no-cache");
    }

    /** The address alone opens these pages, also when it does not work any more. */
    @Test
    void anAddressWithASecretIsKeptOutOfReferrersCachesAndSearchEngines() {
        String secret = "x".repeat(43);
        for (String path :
                List.of("/begeleiden/", "/inloggen/link/", "/voor-scholen/account/", "/mijn/", "/privacy/gegevens/")) {
            HttpHeaders headers = people.visitor().get(path + secret).headers();
            assertThat(headers.firstValue("Referrer-Policy")).as(path).contains("no-referrer");
            assertThat(headers.firstValue("Cache-Control")).as(path).contains("no-store");
            assertThat(headers.firstValue("X-Robots-Tag")).as(path).contains("noindex, nofollow");
        }
    }

    @Test
    void aFaultHasANumberAndNoTrace() {
        HttpResponse<String> page = people.visitor().get("/proef/fout/geheim");
        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body())
                .contains("Er ging iets mis")
                .containsPattern("[A-Z2-9]{4}-[A-Z2-9]{4}")
                .doesNotContain("on purpose");
    }

    @Test
    void anErrorIsAPieceForHtmxAndJsonForPrograms() {
        HttpResponse<String> piece = people.visitor().with("HX-Request", "true").get("/proef/fout/x");
        assertThat(piece.body()).contains("Er ging iets mis").doesNotContain("<html");
        HttpResponse<String> json =
                people.visitor().with("Accept", "application/json").get("/bestaat-niet");
        assertThat(json.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
        assertThat(json.body()).contains("\"status\":404").doesNotContain("<");
        assertThat(people.visitor()
                        .with("Accept", "application/json")
                        .get("/school/nergens")
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> ended = people.visitor()
                .with("HX-Request", "true")
                .with("HX-Current-URL", "http://127.0.0.1:" + port + "/school?jaar=2026")
                .get("/school/stuk");
        assertThat(ended.statusCode()).isEqualTo(401);
        assertThat(ended.headers().firstValue("HX-Redirect")).contains("/inloggen?naar=%2Fschool%3Fjaar%3D2026");
    }

    @Test
    void withoutADatabaseItSaysWhenToTryAgain() {
        for (String path : List.of("/proef/weg", "/proef/opzij")) {
            HttpResponse<String> page = people.visitor().get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void recordsOfOthersAreNotFound() {
        assertThat(people.visitor().get("/proef/andermans").body())
                .isEqualTo(people.visitor().get("/proef/andermans").body())
                .contains("Deze pagina is er niet");
        assertThat(people.visitor().get("/proef/andermans").statusCode()).isEqualTo(404);
    }

    @Test
    void aPageThatIsNotThereLeadsBackToWhereOneWorks() {
        assertThat(people.visitor().get("/bestaat-niet").body())
                .contains("<a class=\"btn\" href=\"/\">Naar het begin</a>");
        assertThat(people.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/bestaat-niet")
                        .body())
                .contains("<a class=\"btn\" href=\"/werk\">Mijn werk</a>");
    }

    @Test
    void tooLargeRequestsAreRefused() {
        HttpResponse<String> answer = people.visitor().post("/inloggen", "email", "x".repeat(700_000));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("Dit is te groot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /%ZZ HTTP/1.1", "GET /x?y=[ HTTP/1.1", "RUBBISH", "GET /..%2f..%2fetc HTTP/1.1"})
    void malformedRequestsGetAPageToo(String line) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write((line + "\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("Content-Security-Policy")
                    .contains("Er ging iets mis")
                    .doesNotContain("Tomcat");
        }
    }

    @Test
    void theLanguageSwitchKeepsTheAddress() {
        TestBrowser visitor = people.visitor();
        String dutch = visitor.get("/privacy?a=1&lang=nl").body();
        assertThat(dutch).contains("lang=\"nl\"").contains("href=\"/privacy?a=1&amp;lang=en\"");
        assertThat(visitor.get("/privacy?a=1&lang=en").body()).contains("What can you do?");
        // remembered
        assertThat(visitor.get("/privacy").body()).contains("<html lang=\"en\">");
        assertThat(visitor.get("/bestaat-niet").body()).contains("This page is not there");
    }

    @Test
    void researchersFindTheSecurityContact() {
        assertThat(people.visitor().get("/.well-known/security.txt").body())
                .contains("Contact: ")
                .doesNotContain("@localhost")
                .containsPattern("Expires: 20\\d\\d-\\d\\d-\\d\\dT00:00:00Z");
        assertThat(people.visitor().get("/robots.txt").body()).contains("Sitemap: http");
    }

    /** It is kept in cents, and read by the version before as that. */
    @Test
    void theValueOfAnHourIsShownAndTypedInEuros() {
        TestBrowser browser = people.signedIn(Role.ADMINISTRATOR).browser();
        String stored = "select value from hub_setting where key = 'HOUR_RATE_CENTS'";
        try {
            assertThat(browser.get("/admin/instellingen").body())
                    .containsPattern("name=\"HOUR_RATE_CENTS\"[^>]*value=\"55,00\"");
            assertThat(browser.post("/admin/instellingen", "HOUR_RATE_CENTS", "62,50")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(jdbc.sql(stored).query(String.class).single()).isEqualTo("6250");
            for (String wrong : List.of("5500", "veel", "-1", "55,005")) {
                HttpResponse<String> refused = browser.post("/admin/instellingen", "HOUR_RATE_CENTS", wrong);
                assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
                assertThat(refused.body())
                        .contains("HOUR_RATE_CENTS-error", "van 0,00 tot en met 1000,00", "value=\"" + wrong + "\"");
            }
            assertThat(browser.post("/admin/instellingen", "VOG_YEARS", "3").statusCode())
                    .as("what is not in the form stays")
                    .isEqualTo(303);
            assertThat(jdbc.sql(stored).query(String.class).single()).isEqualTo("6250");
        } finally {
            browser.post("/admin/instellingen", "HOUR_RATE_CENTS", "55");
        }
    }

    @Test
    void settingsAreExplainedCheckedAndSaved() {
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        TestBrowser browser = administrator.browser();
        String page = browser.get("/admin/instellingen").body();
        SettingRules.editable().forEach(setting -> assertThat(page).contains("name=\"" + setting + "\""));
        assertThat(page).doesNotContain("HASH_KEY");
        jdbc.sql(
                        "insert into municipality (code, name, holiday_region) values ('0150', 'Deventer', 'NOORD'), ('1773', 'Olst-Wijhe', 'NOORD') on conflict do nothing")
                .update();
        HttpResponse<String> wrong = browser.post(
                "/admin/instellingen", "SEAT_OFFER_HOURS", "lang", "MUNICIPALITIES", "15a0", "BASE_URL", "tec.nl");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("value=\"lang\"")
                .contains("Vul een heel getal in")
                .contains("codes van vier cijfers")
                .contains("heel webadres");
        assertThat(page).containsPattern("name=\"VOG_YEARS\"[^>]* min=\"1\" max=\"20\"");
        HttpResponse<String> outside =
                browser.post("/admin/instellingen", "VOG_YEARS", "9999", "FIRST_SCHOOL_YEAR", "23");
        assertThat(outside.statusCode()).isEqualTo(422);
        assertThat(outside.body()).contains("van 1 tot en met 20.").contains("van 2000 tot en met 2100.");
        assertThat(SettingRules.tidy(Setting.OPENING_HOURS, " ma-vr  9.00-17.00 \r\nza 10.00-12.00\n"))
                .isEqualTo("ma-vr 9.00-17.00\nza 10.00-12.00");
        assertThat(browser.post("/admin/instellingen", "MUNICIPALITIES", "0150,".repeat(1200))
                        .body())
                .contains("hoogstens 5.000 tekens");
        assertThat(browser.post("/admin/instellingen", "COACH_SEATS", "48", "MUNICIPALITIES", "150, 1773")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/admin/instellingen").body())
                .contains("value=\"48\"")
                .contains("value=\"0150,1773\"");
        assertThat(browser.get("/admin/audit?account=" + administrator.account().id())
                        .body())
                .contains("instelling COACH_SEATS");
        browser.post("/admin/instellingen", "COACH_SEATS", "53", "MUNICIPALITIES", "0150");
    }

    @Test
    void aMunicipalityThatIsNoMoreDoesNotHoldUpOtherSettings() {
        TestBrowser browser = people.signedIn(Role.ADMINISTRATOR).browser();
        jdbc.sql(
                        "insert into municipality (code, name, holiday_region) values ('0150', 'Deventer', 'NOORD') on conflict do nothing")
                .update();
        String before = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, "0009");
        try {
            assertThat(browser.post("/admin/instellingen", "COACH_SEATS", "53").statusCode())
                    .isEqualTo(303);
            assertThat(browser.post("/admin/instellingen", "MUNICIPALITIES", "0010")
                            .statusCode())
                    .isEqualTo(422);
            assertThat(browser.post("/admin/instellingen", "MUNICIPALITIES", "0009,0010")
                            .body())
                    .as("beside one that is no more")
                    .contains("geen gemeente met de code 0010");
        } finally {
            hub.set(Setting.MUNICIPALITIES, before);
        }
    }

    @Test
    void theStatementOnAccessibilitySaysWhatTheSettingsSay() {
        TestBrowser browser = people.signedIn(Role.ADMINISTRATOR).browser();
        String page = "/admin/instellingen";
        TestBrowser visitor = people.visitor();
        assertThat(visitor.get("/toegankelijkheid?lang=nl").body())
                .contains("E: geen toegankelijkheidsverklaring", "nog niet onderzocht", "WCAG 2.2")
                .doesNotContain("We houden ons aan");
        String day = "ACCESSIBILITY_EXAMINED";
        String report = "ACCESSIBILITY_REPORT";
        String statement = "ACCESSIBILITY_STATEMENT";
        LocalDate today = LocalDate.now(Dates.ZONE);
        HttpResponse<String> wrong = browser.post(
                page,
                "ACCESSIBILITY_STATUS",
                "F",
                day,
                today.plusDays(1).toString(),
                report,
                "rapport.pdf",
                statement,
                "x");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("ACCESSIBILITY_STATUS-error", day + "-error", report + "-error", statement + "-error")
                .contains("value=\"rapport.pdf\"");
        assertThat(browser.post(page, "ACCESSIBILITY_STATUS", "B").body())
                .contains(day + "-error", report + "-error", statement + "-error");
        assertThat(browser.post(page, "ACCESSIBILITY_STATUS", "C").body())
                .contains(statement + "-error")
                .doesNotContain(report + "-error");
        assertThat(browser.post(page, report, "https://bureau.example/rapport").body())
                .contains(day + "-error");
        assertThat(browser.post(page, statement, "https://www.toegankelijkheidsverklaring.nl/register/1")
                        .body())
                .contains("ACCESSIBILITY_STATUS-error");
        try {
            assertThat(browser.post(
                                    page,
                                    "ACCESSIBILITY_STATUS",
                                    "B",
                                    day,
                                    "31-1-2026",
                                    report,
                                    "https://bureau.example/rapport?nr=1#samenvatting",
                                    statement,
                                    "https://www.toegankelijkheidsverklaring.nl/register/1")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(hub.get(Setting.ACCESSIBILITY_EXAMINED)).isEqualTo("2026-01-31");
            assertThat(visitor.get("/toegankelijkheid?lang=nl").body())
                    .contains("B: voldoet gedeeltelijk", "31 januari 2026", "rapport?nr=1#samenvatting", "/register/1")
                    .doesNotContain("nog niet onderzocht");
            assertThat(visitor.get("/toegankelijkheid?lang=en").body())
                    .contains("B: partially compliant", "31 January 2026");
        } finally {
            browser.post(page, "ACCESSIBILITY_STATUS", "E", day, "", report, "", statement, "");
        }
        assertThat(hub.get(Setting.ACCESSIBILITY_REPORT)).isEmpty();
    }

    /** Statuses A and B are valid for three years after the examination. */
    @Test
    void anExaminationThatIsTooOldIsATaskOfTheAdministrator() {
        TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        LocalDate today = LocalDate.now(Dates.ZONE);
        try {
            hub.set(Setting.ACCESSIBILITY_STATUS, "B");
            hub.set(Setting.ACCESSIBILITY_EXAMINED, today.minusYears(1).toString());
            assertThat(administrator.get("/werk?lang=nl").body()).doesNotContain("toegankelijkheidsverklaring");
            hub.set(
                    Setting.ACCESSIBILITY_EXAMINED,
                    today.minusYears(3).plusMonths(1).toString());
            assertThat(administrator.get("/werk").body()).contains("De status B", "geldt tot en met");
            hub.set(
                    Setting.ACCESSIBILITY_EXAMINED,
                    today.minusYears(3).minusDays(3).toString());
            assertThat(administrator.get("/werk").body()).contains("De status B", "gold tot en met");
            assertThat(people.signedIn(Role.BOARD).browser().get("/werk").body())
                    .doesNotContain("toegankelijkheidsverklaring");
            hub.set(Setting.ACCESSIBILITY_STATUS, "C");
            assertThat(administrator.get("/werk").body()).doesNotContain("toegankelijkheidsverklaring");
        } finally {
            hub.set(Setting.ACCESSIBILITY_STATUS, "E");
            hub.set(Setting.ACCESSIBILITY_EXAMINED, "");
        }
    }

    @Test
    void aPageOfSettingsThatWasOpenKeepsWhatAColleagueChangedMeanwhile() {
        String page = "/admin/instellingen";
        TestBrowser browser = people.signedIn(Role.ADMINISTRATOR).browser();
        assertThat(browser.get(page).body()).contains("name=\"WALK_METRES-was\" value=\"1000\"");
        TestBrowser colleague = people.signedIn(Role.ADMINISTRATOR).browser();
        colleague.post(page, "WALK_METRES", "1200", "WALK_METRES-was", "1000", "OPENING_HOURS", "ma 9.00\ndi 9.00");

        String[] open = {
            "WALK_METRES", "1000", "WALK_METRES-was", "1000", "BIKE_METRES", "4500", "BIKE_METRES-was", "4000"
        };
        assertThat(browser.post(page, open).statusCode()).isEqualTo(303);
        assertThat(hub.number(Setting.WALK_METRES)).isEqualTo(1200);
        assertThat(hub.number(Setting.BIKE_METRES)).isEqualTo(4500);

        open[1] = "1700";
        HttpResponse<String> both = browser.post(page, open);
        assertThat(both.statusCode()).isEqualTo(422);
        assertThat(both.body())
                .contains("intussen veranderd", "‘1200’", "value=\"1700\"")
                .contains("name=\"WALK_METRES-was\" value=\"1200\"");
        assertThat(hub.number(Setting.WALK_METRES)).isEqualTo(1200);
        assertThat(browser.post(page, "WALK_METRES", "1700", "WALK_METRES-was", "1200")
                        .statusCode())
                .isEqualTo(303);
        assertThat(hub.number(Setting.WALK_METRES)).isEqualTo(1700);

        // with lines, as a browser sends them
        browser.post(page, "OPENING_HOURS", "ma 9.00\r\ndi 9.00", "OPENING_HOURS-was", "ma 9.00\r\ndi 9.00");
        assertThat(hub.get(Setting.OPENING_HOURS)).isEqualTo("ma 9.00\ndi 9.00");
        browser.post(page, "WALK_METRES", "1000", "BIKE_METRES", "4000", "OPENING_HOURS", "");
    }
}
