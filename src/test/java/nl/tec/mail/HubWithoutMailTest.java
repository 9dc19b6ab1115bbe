package nl.tec.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Account;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A hub without a mail server never claims that it mailed something, and people can sign in anyway. */
@TecTest
class HubWithoutMailTest {

    private static final Pattern LINK = Pattern.compile("value=\"https?://[^/\"]+(/inloggen/link/[^\"]+)\"");

    @Autowired
    AccountsFixture people;

    @Autowired
    HubSettings hub;

    private String demo = "";
    private TestBrowser administrator;
    private Account colleague;

    @BeforeEach
    void noMailServer() {
        demo = hub.get(Setting.DEMO);
        hub.set(Setting.DEMO, "false");
        administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        colleague = people.account(null);
    }

    @AfterEach
    void restoreState() {
        hub.set(Setting.DEMO, demo);
    }

    @Test
    void theAdministratorHandsALinkOver_seenOnce_thatWorksOnce() {
        String page = "/admin/accounts/" + colleague.id();
        HttpResponse<String> made = administrator.post(page + "/link");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).doesNotContain("De link is verstuurd");
        assertThat(made.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        Matcher link = LINK.matcher(made.body());
        assertThat(link.find()).isTrue();
        assertThat(administrator.get(page).body()).doesNotContain("/inloggen/link/");
        HttpResponse<String> in = people.visitor().post(link.group(1));
        assertThat(TestBrowser.location(in)).isEqualTo("/werk");
        assertThat(people.visitor().post(link.group(1)).statusCode()).isEqualTo(410);
    }

    @Test
    void whereMailGoesOutNobodySeesTheLinkOfAnother() {
        hub.set(Setting.DEMO, "true");
        HttpResponse<String> mailed = administrator.post("/admin/accounts/" + colleague.id() + "/link");
        assertThat(mailed.statusCode()).isEqualTo(303);
        assertThat(mailed.body()).doesNotContain("/inloggen/link/");
    }

    @Test
    void theStateOfADemoHubSaysWhereMailGoes() {
        hub.set(Setting.DEMO, "true");
        assertThat(administrator.get("/admin/toestand").body())
                .contains("mail komt in de postbus")
                .doesNotContain("Mail gaat de deur uit");
    }

    @Test
    void aRequestForALinkSaysThatNoneIsSent() {
        assertThat(people.visitor()
                        .post("/inloggen/link", "email", colleague.email())
                        .body())
                .contains("We kunnen nog geen mail versturen")
                .doesNotContain("Kijk in je mail");
    }

    @Test
    void theMailPageSaysThatThereIsNoServer_andSendsNothing() {
        assertThat(administrator.get("/admin/mail").body()).contains("Deze hub kan nog geen mail versturen");
        HttpResponse<String> tried = administrator.post("/admin/mail", "naar", "ik@example.org");
        assertThat(tried.statusCode()).isEqualTo(422);
        assertThat(tried.body()).contains("Er is niets verstuurd");
    }
}
