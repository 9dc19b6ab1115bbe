package nl.tec.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.submissions.SubmissionsFixture;
import nl.tec.submissions.SubmissionsFixture.Partner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages on partners' sites: framed only by registered sites, the same for everybody, without controls (decision 0078). */
@TecTest
class EmbedTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    private Partner partner;

    @BeforeEach
    void make() {
        partner = new SubmissionsFixture(jdbc).partner();
    }

    private TestBrowser webmaster() {
        return people.signedIn(Membership.of(Role.PARTNER, partner.id())).browser();
    }

    private HttpResponse<String> add(TestBrowser by, String area, String address) {
        return by.post("/" + area + "/eigen-site", "van", String.valueOf(partner.id()), "adres", address);
    }

    private String policy(String path) {
        HttpResponse<String> answer = people.visitor().get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Frame-Options")).isEmpty();
        return answer.headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    @Test
    void onlyTheSitesThatThePartnerNamesMayFrameIt() {
        String programme = "/insluiten/" + partner.id() + "/programma";
        assertThat(policy(programme)).endsWith("frame-ancestors 'self'").doesNotContain("unsafe");
        TestBrowser webmaster = webmaster();
        assertThat(add(webmaster, "partner", "https://Agenda.Voorbeeld.nl/over?x=1#y")
                        .statusCode())
                .isEqualTo(303);
        assertThat(add(people.signedIn(Role.PROGRAMME_MANAGER).browser(), "beheer", "www.café.nl")
                        .statusCode())
                .isEqualTo(303);
        assertThat(policy(programme))
                .endsWith("frame-ancestors 'self' https://agenda.voorbeeld.nl https://www.xn--caf-dma.nl");
        Partner other = new SubmissionsFixture(jdbc).partner();
        assertThat(policy("/insluiten/" + other.id() + "/programma")).endsWith("frame-ancestors 'self'");

        long site = TestSql.bigint(jdbc, "select min(id) from embed_site where organisation_id = ?", partner.id());
        TestBrowser stranger =
                people.signedIn(Membership.of(Role.PARTNER, other.id())).browser();
        assertThat(stranger.post("/partner/eigen-site/" + site + "/weg", "van", String.valueOf(other.id()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/partner/eigen-site?van=" + partner.id()).statusCode())
                .isEqualTo(404);
        for (int twice = 0; twice < 2; twice++) {
            assertThat(webmaster
                            .post("/partner/eigen-site/" + site + "/weg", "van", String.valueOf(partner.id()))
                            .statusCode())
                    .isEqualTo(303);
        }
        assertThat(policy(programme)).endsWith("frame-ancestors 'self' https://www.xn--caf-dma.nl");
        assertThat(people.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/beheer/eigen-site")
                        .body())
                .contains("https://www.xn--caf-dma.nl", partner.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://www.voorbeeld.nl",
                "https://*.voorbeeld.nl",
                "https://voorbeeld",
                "https://voorbeeld.nl:99999",
                "https://x@voorbeeld.nl",
                "javascript:alert(1)",
                "https://a.nl; script-src *",
                "https://a.nl 'unsafe-inline'",
                "https://[::1]/",
                "http://localhost:99999",
                "http://localhost:80 *",
                "http://localhost.voorbeeld.nl",
                "data:text/html,x"
            })
    void invalidSitesAreRefused_andStayInTheField(String address) {
        HttpResponse<String> answer = add(webmaster(), "partner", address);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Vul het adres van je site in, met https");
        assertThat(answer.body().replace("&#39;", "'")).contains("value=\"" + address + "\"");
    }

    @Test
    void aWebmasterMayTryItAtHome() {
        add(webmaster(), "partner", "http://localhost:3000/proef.html");
        assertThat(policy("/insluiten/" + partner.id() + "/programma"))
                .endsWith("frame-ancestors 'self' http://localhost:3000");
    }

    @Test
    void aSiteIsNamedOnce_andThereAreNoMoreThanTen() {
        TestBrowser webmaster = webmaster();
        for (int n = 0; n < EmbedSites.MAX_SITES; n++) {
            assertThat(add(webmaster, "partner", "https://site" + n + ".nl").statusCode())
                    .isEqualTo(303);
        }
        assertThat(add(webmaster, "partner", "https://site1.nl/nog/een/keer").body())
                .contains("Deze site staat er al.", "Er staan al 10 sites.");
    }

    @Test
    void nothingDependsOnWhoLooks_andACacheMayKeepIt() {
        String path = "/insluiten/" + partner.id() + "/kalender";
        HttpResponse<String> visitor = people.visitor().get(path);
        HttpResponse<String> manager =
                people.signedIn(Role.PROGRAMME_MANAGER).browser().get(path);
        assertThat(manager.body()).isEqualTo(visitor.body()).doesNotContain("<form", "csrf");
        assertThat(manager.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(visitor.headers().firstValue("Cache-Control")).contains("max-age=60, public");
        String etag = visitor.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                people.visitor().with("If-None-Match", etag).get(path);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'self'");
    }

    @Test
    void theLanguageIsThatOfTheAddress_andLeavesNoCookie() {
        TestBrowser visitor = people.visitor();
        HttpResponse<String> english = visitor.get("/insluiten/" + partner.id() + "/kalender?lang=en");
        assertThat(english.body()).contains("<html lang=\"en\">", "A link opens in a new tab.");
        assertThat(english.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(visitor.with("Cookie", "lang=en")
                        .get("/insluiten/" + partner.id() + "/kalender")
                        .body())
                .contains("<html lang=\"nl\">");
    }

    @Test
    void onlyItsOwn_whenThePartnerWantsThat() {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        long own = fixture.activity();
        long others = fixture.activity();
        String mine = named(own, partner.id());
        String theirs = named(others, null);
        fixture.session(own, fixture.schoolDay(1), 60, 2);
        fixture.session(others, fixture.schoolDay(1), 60, 2);
        assertThat(people.visitor()
                        .get("/insluiten/" + partner.id() + "/programma?alleen-eigen=ja")
                        .body())
                .contains(mine)
                .doesNotContain(theirs);
        String slug = TestSql.text(jdbc, "select slug from activity where id = ?", others);
        assertThat(people.visitor()
                        .get("/insluiten/" + partner.id() + "/activiteit/" + slug)
                        .body())
                .contains(theirs, "/school/boeken?sessie=", "<base target=\"_blank\">");
    }

    private String named(long activity, @Nullable Long organiser) {
        String title = "Insluiten " + UUID.randomUUID();
        jdbc.sql("update activity set title_nl = ?, organiser_id = ?, version = version + 1 where id = ?")
                .param(title)
                .param(organiser)
                .param(activity)
                .update();
        return title;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/insluiten/999999999999/programma",
                "/insluiten/0/kpis",
                "/insluiten/kleuren/zzz-ffffff.css",
                "/insluiten/1/onzin"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertThat(people.visitor().get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?kleur=rood&achtergrond=&week=morgen", "?week=9999-12-31", "?lang=%00x", "?kleur=%22%3E"})
    void whatCannotBeReadIsLeftOut(String query) {
        assertThat(people.visitor()
                        .get("/insluiten/" + partner.id() + "/kalender" + query)
                        .statusCode())
                .isIn(200, 400);
    }

    @Test
    void otherRolesHaveNoPage() {
        assertThat(people.visitor().get("/partner/eigen-site").statusCode()).isNotEqualTo(200);
        assertThat(people.signedIn(Role.BOARD)
                        .browser()
                        .get("/beheer/eigen-site?van=" + partner.id())
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"ffd60a,ffffff", "000000,000000", "777777,808080", "2742d9,14213d", "00ff00,ff0000", "ffffff,fefefe"})
    void theStyleSheetHasReadableColours(String accent, String background) {
        HttpResponse<String> sheet = people.visitor().get("/insluiten/kleuren/" + accent + "-" + background + ".css");
        assertThat(sheet.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
        assertThat(sheet.body()).contains("--canvas: #" + background);
    }
}
