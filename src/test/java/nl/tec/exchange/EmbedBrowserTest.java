package nl.tec.exchange;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.LoopbackForTests;
import nl.tec.hub.PublicInternet;
import nl.tec.submissions.SubmissionsFixture;
import nl.tec.submissions.SubmissionsFixture.Partner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A partner's webmaster puts the programme on a site of their own in five minutes. The site is another server, with another origin. */
class EmbedBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    PublicInternet internet;

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    private HttpServer site;
    private HttpServer stranger;
    private volatile String html = "";
    private String baseBefore;
    private long activity;

    @BeforeEach
    void sites() throws IOException {
        LoopbackForTests.allow(internet);
        BookingsFixture programme = new BookingsFixture(jdbc);
        activity = programme.activity();
        programme.session(activity, programme.schoolDay(3), 60, 2);
        site = serve();
        stranger = serve();
        baseBefore = hub.get(Setting.BASE_URL);
        hub.set(Setting.BASE_URL, address(""));
    }

    @AfterEach
    void stop() {
        LoopbackForTests.forbid(internet);
        hub.set(Setting.BASE_URL, baseBefore);
        site.stop(0);
        stranger.stop(0);
    }

    private HttpServer serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean icon = exchange.getRequestURI().getPath().equals("/favicon.ico");
            byte[] page =
                    ("<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\"><title>Onze agenda</title></head><body>"
                                    + "<main><h1>Onze agenda</h1>" + html + "</main></body></html>")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html;charset=UTF-8");
            exchange.sendResponseHeaders(icon ? 204 : 200, icon ? -1 : page.length);
            if (!icon) {
                exchange.getResponseBody().write(page);
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String origin(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void theProgrammeIsOnTheSiteThatThePartnerNamed_andOnNoOther() {
        Page page = portal(desk());
        looksRight(page);
        page.getByLabel("Adres van je site").fill(origin(site) + "/agenda/2026");
        press(page, "Voeg toe");
        assertThat(page.getByText(origin(site), new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        page.getByLabel("Kleur van knoppen en links").fill("#ffd60a");
        page.getByText("Past zijn hoogte aan").click();
        press(page, "Laat zien");
        assertThat(page.getByText("Van #ffd60a maakten we")).isVisible();
        FrameLocator preview = page.frameLocator(".embed-preview");
        assertThat(preview.getByRole(AriaRole.HEADING, new FrameLocator.GetByRoleOptions().setName("Programma van")))
                .isVisible();
        looksRight(page);
        html = page.getByLabel("Plak dit in je pagina").inputValue();
        assertThat(html).startsWith("<iframe src=\"" + address("/insluiten/"));

        Page visitor = desk();
        visitor.navigate(origin(site));
        FrameLocator frame = visitor.frameLocator("iframe");
        assertThat(frame.getByRole(AriaRole.HEADING, new FrameLocator.GetByRoleOptions().setName("Programma van")))
                .isVisible();
        visitor.waitForFunction(
                "() => { const height = document.querySelector('iframe').offsetHeight; return height > 120 && height !== 900 }");
        assertThat(visitor.context().cookies()).isEmpty();
        // a link opens a separate tab, without access to the page that it comes from
        Page opened = visitor.waitForPopup(() -> frame.getByRole(
                        AriaRole.LINK, new FrameLocator.GetByRoleOptions().setName("Bekijk het hele programma"))
                .click());
        opened.waitForLoadState();
        assertThat(opened.url()).isEqualTo(address("/programma"));
        assertThat(opened.evaluate("() => window.opener === null")).isEqualTo(true);

        expect("frame-ancestors");
        expect("chrome-error");
        Page elsewhere = desk();
        elsewhere.navigate(origin(stranger));
        elsewhere.waitForTimeout(500);
        assertThat(elsewhere.frames().stream().map(one -> one.url()).toList())
                .noneMatch(url -> url.startsWith(address("")));
        assertThat(elsewhere
                        .frameLocator("iframe")
                        .getByRole(AriaRole.HEADING, new FrameLocator.GetByRoleOptions().setName("Programma van")))
                .isHidden();
    }

    @Test
    void theFrameFitsAlsoWhenItIsThereBeforeTheScript() {
        Page page = portal(desk());
        page.getByLabel("Adres van je site").fill(origin(site));
        press(page, "Voeg toe");
        html = page.getByLabel("Plak dit in je pagina").inputValue();
        Page visitor = desk();
        visitor.navigate(origin(site));
        assertThat(visitor.frameLocator("iframe")
                        .getByRole(AriaRole.HEADING, new FrameLocator.GetByRoleOptions().setName("Programma van")))
                .isVisible();
        assertThat(visitor.evaluate("() => document.querySelector('iframe').offsetHeight"))
                .isEqualTo(900);
        visitor.addScriptTag(new Page.AddScriptTagOptions().setUrl(address("/insluiten/hoogte.js")));
        visitor.waitForFunction("() => document.querySelector('iframe').offsetHeight !== 900");
    }

    @Test
    void alsoWithoutScript() {
        Page page = portal(withoutScript());
        page.getByLabel("Wat", new Page.GetByLabelOptions().setExact(true)).selectOption("KPIS");
        page.getByLabel("Taal").selectOption("en");
        press(page, "Laat zien");
        assertThat(page.getByLabel("Plak dit in je pagina").inputValue()).contains("/kpis?lang=en");
        assertThat(page.frameLocator(".embed-preview")
                        .getByRole(AriaRole.HEADING, new FrameLocator.GetByRoleOptions().setName("Goals of")))
                .isVisible();
    }

    @Test
    void everyKindIsReadableInAnyColours_onAPhoneAndADesk() {
        Partner partner = new SubmissionsFixture(jdbc).partner();
        String slug = TestSql.text(jdbc, "select slug from activity where id = ?", activity);
        List<String> colours =
                List.of("", "kleur=ffd60a&achtergrond=ffffff", "kleur=222222&achtergrond=0b1a33&lang=en");
        for (Page page : List.of(phone(), desk())) {
            for (String path : List.of("programma", "kalender", "activiteit/" + slug, "kpis")) {
                for (String query : colours) {
                    page.navigate("/insluiten/" + partner.id() + "/" + path + "?" + query);
                    looksRight(page);
                }
            }
        }
    }

    private Page portal(Page page) {
        Partner partner = new SubmissionsFixture(jdbc).partner();
        SignedIn somebody = people.signedIn(Membership.of(Role.PARTNER, partner.id()));
        page.context().addCookies(List.of(new Cookie("tec", somebody.session()).setUrl(address(""))));
        page.navigate("/partner?van=" + partner.id());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Op je eigen site"))
                .click();
        return page;
    }
}
