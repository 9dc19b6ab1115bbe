package nl.tec.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor.Membership;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.json.JsonMapper;

/** Rules 9: authentication. Signing in by password and by link, and ending sessions. */
@TecTest
class SignInTest {

    private static final String PASSWORD = "drie losse woorden";

    @Autowired
    AccountsFixture people;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("passwordEncoder") PasswordEncoder ofHub;

    @Autowired
    List<MailTemplate> templates;

    @Autowired
    JsonMapper json;

    @Test
    void byPasswordAndBackToThePageYouWanted() {
        Account account = people.account(PASSWORD);
        TestBrowser browser = people.visitor();
        HttpResponse<String> refused = browser.get("/account?deel=naam");
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(location(refused)).isEqualTo("/inloggen?naar=%2Faccount%3Fdeel%3Dnaam");
        assertThat(browser.get(location(refused)).body()).contains("value=\"/account?deel=naam\"");
        HttpResponse<String> in = browser.post(
                "/inloggen",
                "email",
                " " + account.email().toUpperCase(Locale.ROOT) + " ",
                "wachtwoord",
                PASSWORD,
                "naar",
                "/account?deel=naam");
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(location(in)).isEqualTo("/account?deel=naam");
        assertThat(browser.get("/account").statusCode()).isNotEqualTo(302);
    }

    @Test
    void everySignInHasANewSecretAndEndsTheOldSession() {
        Account account = people.account(PASSWORD);
        SignedIn before = people.signedIn(account);
        TestBrowser browser = before.browser();
        browser.post("/inloggen", "email", account.email(), "wachtwoord", PASSWORD);
        assertThat(browser.cookie("tec")).isNotEqualTo(before.session());
        assertThat(signedIn(browser)).isTrue();
        assertThat(signedIn(before.browser())).isFalse();
    }

    @Test
    void aWrongPasswordSaysTheSameAsAnUnknownAddress() {
        Account account = people.account(PASSWORD);
        HttpResponse<String> wrong =
                people.visitor().post("/inloggen", "email", account.email(), "wachtwoord", "niet dit woord");
        HttpResponse<String> unknown =
                people.visitor().post("/inloggen", "email", "niemand-x@example.org", "wachtwoord", "niet dit woord");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("horen niet bij elkaar").contains("value=\"" + account.email() + "\"");
        assertThat(comparable(unknown.body(), "niemand-x@example.org"))
                .isEqualTo(comparable(wrong.body(), account.email()));
        assertThat(wrong.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("tec="));
    }

    @Test
    void aDisabledAccountDoesNotSignIn() {
        Account account = people.account(PASSWORD);
        SignedIn session = people.signedIn(account);
        accounts.disable(people.signedIn(Role.ADMINISTRATOR).actor(), account.id());
        assertThat(people.visitor()
                        .post("/inloggen", "email", account.email(), "wachtwoord", PASSWORD)
                        .statusCode())
                .isEqualTo(422);
        assertThat(signedIn(session.browser())).isFalse();
    }

    @Test
    void aLinkSignsInOnce_andOpeningItDoesNotUseIt() throws Exception {
        Account account = people.account(null);
        HttpResponse<String> asked =
                people.visitor().post("/inloggen/link", "email", account.email(), "naar", "/programma?q=robot");
        String path = mailedPath(account);
        // a mail scanner opens it
        TestBrowser browser = people.visitor();
        assertThat(browser.get(path).body()).contains("Ga verder");
        assertThat(browser.get(path).statusCode()).isEqualTo(200);
        assertThat(signedIn(browser)).isFalse();
        // pressed ten times concurrently, it works once
        long worked = 0;
        for (HttpResponse<String> answer :
                Together.<HttpResponse<String>>run(10, i -> people.visitor().post(path))) {
            if (answer.statusCode() == 303) {
                worked++;
                assertThat(location(answer)).isEqualTo("/programma?q=robot");
            } else {
                assertThat(answer.statusCode()).isEqualTo(410);
            }
        }
        assertThat(worked).isEqualTo(1);
        // an address without an account gets the same page, and no mail
        HttpResponse<String> unknown = people.visitor().post("/inloggen/link", "email", "niemand-y@example.org");
        assertThat(comparable(unknown.body(), "niemand-y@example.org"))
                .isEqualTo(comparable(asked.body(), account.email()));
        assertThat(TestSql.integer(jdbc, "select count(*) from outbox where recipient = 'niemand-y@example.org'"))
                .isZero();
    }

    @Test
    void aLinkWorksTwentyMinutes() {
        Account account = people.account(null);
        people.visitor().post("/inloggen/link", "email", account.email());
        String path = mailedPath(account);
        jdbc.sql("update sign_in_link set expires_at = expires_at - interval '21 minutes' where account_id = ?")
                .param(account.id())
                .update();
        assertThat(people.visitor().post(path).statusCode()).isEqualTo(410);
    }

    @Test
    void secretsAreNotInTheDatabase() {
        SignedIn somebody = people.signedIn();
        people.visitor().post("/inloggen/link", "email", somebody.account().email());
        String link = mailedPath(somebody.account());
        assertThat(jdbc.sql("select count(*) from web_session where secret_hash = convert_to(?, 'UTF8')")
                        .param(somebody.session())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from sign_in_link where secret_hash = convert_to(?, 'UTF8')")
                        .param(link.substring(link.lastIndexOf('/') + 1))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void signingOutEndsTheSession() {
        SignedIn somebody = people.signedIn();
        assertThat(somebody.browser().post("/uitloggen").statusCode()).isEqualTo(302);
        assertThat(signedIn(somebody.browser())).isFalse();
    }

    @Test
    void grantedRolesApplyImmediately_revokedRolesEndSessions() {
        SignedIn somebody = people.signedIn();
        Actor administrator = people.signedIn(Role.ADMINISTRATOR).actor();
        assertThat(somebody.browser().get("/beheer/x").statusCode()).isEqualTo(403);
        accounts.grant(administrator, somebody.account().id(), Membership.of(Role.PROGRAMME_MANAGER));
        assertThat(somebody.browser().get("/beheer/x").statusCode()).isEqualTo(404);
        accounts.revoke(administrator, somebody.account().id(), Membership.of(Role.PROGRAMME_MANAGER));
        assertThat(signedIn(somebody.browser())).isFalse();
    }

    @Test
    void tooManyWrongPasswordsHaveToWait() {
        Account account = people.account(PASSWORD);
        TestBrowser browser = people.visitor();
        HttpResponse<String> answer = browser.get("/");
        for (int i = 0; i < 9; i++) {
            answer = browser.post("/inloggen", "email", account.email(), "wachtwoord", "fout wachtwoord");
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 900);
        // the correct password does not help either, but other accounts are not affected
        assertThat(browser.post("/inloggen", "email", account.email(), "wachtwoord", PASSWORD)
                        .statusCode())
                .isEqualTo(429);
        assertThat(browser.post("/inloggen", "email", people.account(PASSWORD).email(), "wachtwoord", PASSWORD)
                        .statusCode())
                .isEqualTo(303);
    }

    /** Failed attempts of a stranger do not lock out the owner, neither in a browser where the owner signed in nor elsewhere. */
    @Test
    void aStrangerDoesNotLockAnybodyOut() {
        Account account = people.account(PASSWORD);
        TestBrowser known = people.visitor();
        assertThat(known.post("/inloggen", "email", account.email(), "wachtwoord", PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        TestBrowser stranger = people.visitor().with("X-Forwarded-For", "203.0.113.9");
        for (int i = 0; i < 12; i++) {
            stranger.post("/inloggen", "email", account.email(), "wachtwoord", "fout wachtwoord");
            stranger.post("/inloggen/link", "email", account.email());
        }
        assertThat(stranger.post("/inloggen", "email", account.email(), "wachtwoord", PASSWORD)
                        .statusCode())
                .isEqualTo(429);
        assertThat(stranger.post("/inloggen/link", "email", account.email()).statusCode())
                .isEqualTo(429);
        // from the same network and from another
        known.with("X-Forwarded-For", "203.0.113.9");
        for (TestBrowser owner : List.of(known, people.visitor().with("X-Forwarded-For", "198.51.100.7"))) {
            assertThat(owner.post("/inloggen", "email", account.email(), "wachtwoord", PASSWORD)
                            .statusCode())
                    .isEqualTo(303);
            assertThat(owner.post("/inloggen/link", "email", account.email()).statusCode())
                    .isEqualTo(200);
        }
    }

    /** A client address forged by a visitor is not trusted because a proxy forwards it. */
    @Test
    void theAddressSeenByOurOwnProxyCounts() {
        Account account = people.account(PASSWORD);
        int status = 0;
        for (int i = 0; i < 12; i++) {
            status = people.visitor()
                    .with("X-Forwarded-For", "9.9.8." + i + ", 10.1.2.3")
                    .post("/inloggen", "email", account.email(), "wachtwoord", "fout wachtwoord")
                    .statusCode();
        }
        assertThat(status).isEqualTo(429);
    }

    @Test
    void signingInRenewsTheTokenOfForms_andCookiesOverHttpsAreForThisHostOnly() {
        Account account = people.account(PASSWORD);
        TestBrowser browser = people.visitor().with("X-Forwarded-Proto", "https");
        HttpResponse<String> in = browser.post("/inloggen", "email", account.email(), "wachtwoord", PASSWORD);
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("__Host-tec=") && cookie.contains("Secure"))
                .anyMatch(cookie -> cookie.matches("__Host-csrf=[0-9a-f-]{36};.*"));
        assertThat(browser.cookie("tec")).isNull();
        assertThat(signedIn(browser)).isTrue();
    }

    @Test
    void anOldHashIsRenewedAtSignIn() {
        Account account = people.account(PASSWORD);
        jdbc.sql("update account set password_hash = ? where id = ?")
                .param("{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD))
                .param(account.id())
                .update();
        people.visitor().post("/inloggen", "email", account.email(), "wachtwoord", PASSWORD);
        assertThat(jdbc.sql("select password_hash from account where id = ?")
                        .param(account.id())
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}$2a$0" + QuickPasswords.COST + "$");
        assertThat(accounts.matchesPassword(account.id(), PASSWORD)).isTrue();
    }

    @Test
    void aHubHashesPasswordsWithCostTen() {
        assertThat(ofHub.encode(PASSWORD)).startsWith("{bcrypt}$2a$10$");
    }

    /** The response time does not reveal whether an address has an account. */
    @Test
    void requestingALinkTakesEquallyLongForAnUnknownAddress() {
        for (String email : List.of(people.account(null).email(), "niemand-z@example.org")) {
            long start = System.nanoTime();
            people.visitor().post("/inloggen/link", "email", email);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(email).isGreaterThan(Duration.ofMillis(80));
        }
    }

    @Test
    void aFormWhoseSessionEndedIsKept() {
        Account account = people.account(PASSWORD);
        TestBrowser browser = people.visitor();
        HttpResponse<String> ended = browser.post("/school/boeken", "klas", "7a", "opmerking", "<b>Let op</b>");
        assertThat(ended.statusCode()).isEqualTo(401);
        assertThat(ended.body())
                .contains("Wat je had ingevuld is bewaard")
                .contains("name=\"verder.veld.opmerking\" value=\"&lt;b>Let op&lt;/b>\"");
        HttpResponse<String> in = browser.post(
                "/inloggen",
                "email",
                account.email(),
                "wachtwoord",
                PASSWORD,
                "verder.naar",
                "/school/boeken",
                "verder.veld.klas",
                "7a",
                "verder.veld.opmerking",
                "<b>Let op</b>");
        assertThat(in.statusCode()).isEqualTo(200);
        assertThat(in.body())
                .contains("action=\"/school/boeken\"")
                .contains("name=\"klas\" value=\"7a\"")
                .contains("name=\"opmerking\" value=\"&lt;b>Let op&lt;/b>\"");
        assertThat(signedIn(browser)).isTrue();
    }

    @Test
    void aFormOfAnotherSiteIsNotKept() {
        SignedIn somebody = people.signedIn();
        HttpResponse<String> foreign = somebody.browser()
                .with("Sec-Fetch-Site", "cross-site")
                .postAsIs("/account/wachtwoord", "naam", "Ik kom van elders");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).doesNotContain("Ik kom van elders");
        HttpResponse<String> own = somebody.browser()
                .with("Sec-Fetch-Site", "same-origin")
                .postAsIs("/account/wachtwoord", "naam", "Ik was even weg");
        assertThat(own.statusCode()).isEqualTo(403);
        assertThat(own.body()).contains("Ik was even weg");
    }

    @Test
    void signingInGoesToOurOwnPagesOnly() {
        Account account = people.account(PASSWORD);
        for (String target : List.of("https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example")) {
            HttpResponse<String> in = people.visitor()
                    .post("/inloggen", "email", account.email(), "wachtwoord", PASSWORD, "naar", target);
            assertThat(location(in)).isEqualTo("/werk");
        }
    }

    /** Returns the path of the link in the last mail to this account; rendering the mail creates the link. */
    private String mailedPath(Account account) {
        String payload = jdbc.sql("select payload::text from outbox where recipient = ? order by id desc limit 1")
                .param(account.email())
                .query(String.class)
                .single();
        assertThat(payload).doesNotContain("/inloggen/link/");
        MailTemplate template = templates.stream()
                .filter(one -> one.name().equals("account-sign-in-link"))
                .findFirst()
                .orElseThrow();
        Matcher link = Pattern.compile("/inloggen/link/[\\w-]+")
                .matcher(template.render(json.readTree(payload), Texts.DUTCH).text());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static boolean signedIn(TestBrowser browser) {
        return browser.get("/account").statusCode() != 302;
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    /** Returns the page without the parts that differ every time. */
    private static String comparable(String page, String email) {
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"[^\"]*\"").matcher(page);
        return token.replaceAll("").replace(email, "EMAIL");
    }
}
