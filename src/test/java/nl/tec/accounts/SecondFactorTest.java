package nl.tec.accounts;

import static nl.tec.TestBrowser.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.internal.PasskeyStore;
import nl.tec.accounts.internal.SecondFactorStore;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A code of an authenticator app in addition to a password or link, and one's own sessions (rules 9). */
@TecTest
class SecondFactorTest {

    private static final String PASSWORD = "appeltaart met slagroom";
    private static final Pattern RECOVERY = Pattern.compile("<code>((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})</code>");

    @Autowired
    AccountsFixture people;

    @Autowired
    SecondFactor secondFactor;

    @Autowired
    Audit audit;

    @Autowired
    PasskeyStore passkeys;

    @Autowired
    SecondFactorStore store;

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private Account somebody;

    @BeforeEach
    void somebody() {
        somebody = people.account(PASSWORD, Membership.of(Role.BOARD));
    }

    /** The test vectors of RFC 6238, appendix B, for SHA-1, truncated to six digits. */
    @Test
    void codesAreThoseOfTheStandard() {
        byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        long[] seconds = {59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 20_000_000_000L};
        List<String> codes = List.of("287082", "081804", "050471", "005924", "279037", "353130");
        for (int i = 0; i < seconds.length; i++) {
            assertThat(Totp.code(secret, Instant.ofEpochSecond(seconds[i]))).isEqualTo(codes.get(i));
        }
        assertThat(Totp.base32("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTBOI");
    }

    @Test
    void aPasswordAloneOpensNothingAnyMore() {
        List<String> recovery = setUp(somebody);
        TestBrowser browser = people.visitor();
        HttpResponse<String> in =
                browser.post("/inloggen", "email", somebody.email(), "wachtwoord", PASSWORD, "naar", "/account");
        assertThat(location(in)).isEqualTo("/inloggen/code?naar=%2Faccount");
        assertThat(location(browser.get("/account"))).startsWith("/inloggen");
        assertThat(location(browser.get("/werk"))).startsWith("/inloggen");
        HttpResponse<String> wrong = browser.post("/inloggen/code", "code", "000000", "naar", "/account");
        assertThat(wrong.statusCode()).isEqualTo(422);
        String before = String.valueOf(browser.cookie("tec"));
        nextStep(somebody);
        assertThat(location(browser.post("/inloggen/code", "code", code(somebody), "naar", "/account")))
                .isEqualTo("/account");
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
        assertThat(browser.cookie("tec")).as("a secret of its own").isNotEqualTo(before);
        assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void whoSignsInByARecoveryCodeIsToldWhatToDoAboutALostDevice() {
        List<String> recovery = setUp(somebody);
        TestBrowser browser = people.visitor();
        browser.post("/inloggen", "email", somebody.email(), "wachtwoord", PASSWORD);
        assertThat(location(browser.post("/inloggen/code", "code", recovery.get(0), "naar", "/account")))
                .isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains("Je bent ingelogd met een herstelcode");
        TestBrowser later = people.visitor();
        later.post("/inloggen", "email", somebody.email(), "wachtwoord", PASSWORD);
        nextStep(somebody);
        later.post("/inloggen/code", "code", code(somebody), "naar", "/account");
        assertThat(later.get("/account").body()).doesNotContain("met een herstelcode");
    }

    @Test
    void aCodeWorksOnce_andARecoveryCodeToo() {
        List<String> recovery = setUp(somebody);
        nextStep(somebody);
        String code = code(somebody);
        Actor actor = somebody.actor();
        assertThat(secondFactor.accepts(actor, code)).isTrue();
        assertThat(secondFactor.accepts(actor, code)).isFalse();
        String typed = recovery.get(3).toLowerCase(Locale.ROOT).replace('-', ' ');
        assertThat(secondFactor.accepts(actor, typed)).isTrue();
        assertThat(secondFactor.accepts(actor, recovery.get(3))).isFalse();
        assertThat(secondFactor.recoveryCodesLeft(somebody.id())).isEqualTo(9);
        Account other = people.account(null);
        assertThat(secondFactor.accepts(other.actor(), recovery.get(4)))
                .as("of somebody else")
                .isFalse();
    }

    @Test
    void setUpByADoubleClickShowsRecoveryCodesThatWork_andLostOnesAreReplaced() {
        TestBrowser browser = people.signedIn(somebody).browser();
        browser.get("/account/code");
        String code = code(somebody);
        List<String> dropped = recoveryCodes(browser.post("/account/code", "code", code));
        assertThat(dropped).hasSize(10);
        List<String> shown = recoveryCodes(browser.post("/account/code", "code", code));
        assertThat(shown).hasSize(10);
        assertThat(secondFactor.accepts(somebody.actor(), dropped.get(0))).isFalse();
        assertThat(secondFactor.accepts(somebody.actor(), shown.get(0))).isTrue();
        assertThat(secondFactor.setUp(somebody.actor(), code, "another session"))
                .as("not as a way to sign in")
                .isEmpty();
        jdbc.sql("update account_totp set confirmed_at = confirmed_at - interval '2 minutes' where account_id = ?")
                .param(somebody.id())
                .update();
        assertThat(browser.post("/account/code", "code", code).statusCode())
                .as("later")
                .isEqualTo(422);

        String page = "/account/code/herstelcodes";
        assertThat(browser.post(page, "code", code).statusCode()).isEqualTo(422);
        nextStep(somebody);
        List<String> replaced = recoveryCodes(browser.post(page, "code", code(somebody)));
        assertThat(replaced).hasSize(10);
        assertThat(secondFactor.accepts(somebody.actor(), shown.get(1))).isFalse();
        assertThat(secondFactor.accepts(somebody.actor(), replaced.get(1))).isTrue();
    }

    private TestBrowser browserWith(String session) {
        TestBrowser browser = people.visitor();
        browser.setCookie("tec", session);
        return browser;
    }

    private static List<String> recoveryCodes(HttpResponse<String> page) {
        return RECOVERY.matcher(page.body())
                .results()
                .map(code -> code.group(1))
                .toList();
    }

    @Test
    void guessingIsLimited() {
        setUp(somebody);
        TestBrowser browser = people.visitor();
        browser.post("/inloggen", "email", somebody.email(), "wachtwoord", PASSWORD);
        List<Integer> answers = IntStream.range(0, 12)
                .mapToObj(i ->
                        browser.post("/inloggen/code", "code", "00000" + i % 10).statusCode())
                .toList();
        assertThat(answers).startsWith(422).endsWith(429);
    }

    @Test
    void aRoleThatRequiresItSetsItUpAtSignIn() {
        SecondFactor asksTheBoard = new SecondFactor(store, clock, audit, passkeys, hub, "BOARD, ADMINISTRATOR");
        assertThat(asksTheBoard.need(somebody.actor())).isEqualTo(SecondFactor.Need.SET_UP);
        assertThat(asksTheBoard.need(
                        people.account(null, Membership.of(Role.MUNICIPALITY)).actor()))
                .isEqualTo(SecondFactor.Need.NOTHING);
        setUp(somebody);
        assertThat(asksTheBoard.need(somebody.actor())).isEqualTo(SecondFactor.Need.GIVE);
    }

    @Test
    void aRoleThatAsksForItLeadsThereFirst_whoIsSignedInToo() {
        Account municipality = people.account(PASSWORD, Membership.of(Role.MUNICIPALITY));
        TestBrowser there = people.signedIn(municipality).browser();
        TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        HttpResponse<String> asked = administrator.post("/admin/tweede-stap", "rol", "MUNICIPALITY");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body())
                .contains("Weet je het zeker", municipality.email())
                .doesNotContain(somebody.email());
        assertThat(secondFactor.roles()).as("nothing changed yet").isEmpty();
        assertThat(there.get("/account").statusCode()).isEqualTo(200);
        try {
            administrator.post("/admin/tweede-stap", "rol", "MUNICIPALITY", "zeker", "ja");
            assertThat(location(there.get("/account"))).isEqualTo("/inloggen?naar=%2Faccount");
            assertThat(location(there.get("/inloggen?naar=%2Faccount"))).isEqualTo("/inloggen/code?naar=%2Faccount");
            HttpResponse<String> setUp = there.get("/inloggen/code?naar=%2Faccount");
            assertThat(setUp.body())
                    .contains("tweede stap bij het inloggen verplicht", "Maak een passkey", "otpauth://");
            // whatever other page is requested
            assertThat(location(there.get("/voortgang"))).startsWith("/inloggen");
            HttpResponse<String> form = there.post("/account", "naam", "Anders", "taal", "nl");
            assertThat(form.statusCode()).isEqualTo(401);
            assertThat(form.body()).as("what was typed goes along").contains("value=\"Anders\"", "otpauth://");
            String waiting = Objects.requireNonNull(there.cookie("tec"));
            TestBrowser doubleClick = browserWith(waiting);
            String code = code(municipality);
            HttpResponse<String> codes = there.post(
                    "/inloggen/code",
                    "code",
                    code,
                    "verder.naar",
                    "/account",
                    "verder.veld.naam",
                    "Anders",
                    "naar",
                    "/account");
            assertThat(RECOVERY.matcher(codes.body()).results()).hasSize(10);
            assertThat(codes.body()).as("what was typed goes along").contains("name=\"naam\" value=\"Anders\"");
            List<String> shown = recoveryCodes(doubleClick.post("/inloggen/code", "code", code, "naar", "/account"));
            assertThat(shown).as("the same form sent twice").hasSize(10);
            assertThat(doubleClick.get("/account").statusCode()).isEqualTo(200);
            List<String> again = recoveryCodes(there.post("/inloggen/code", "code", code, "naar", "/account"));
            assertThat(again).as("loaded again").hasSize(10).doesNotContainAnyElementsOf(shown);
            assertThat(secondFactor.accepts(municipality.actor(), again.get(0))).isTrue();
            HttpResponse<String> otherTab = there.post(
                    "/inloggen/code", "code", "000000", "verder.naar", "/account", "verder.veld.naam", "Anders");
            assertThat(otherTab.body()).as("another tab was first").contains("name=\"naam\" value=\"Anders\"");
            TestBrowser stranger = browserWith("another session");
            assertThat(location(stranger.post("/inloggen/code", "code", code))).isEqualTo("/inloggen");
            jdbc.sql("update account_totp set confirmed_at = confirmed_at - interval '2 minutes' where account_id = ?")
                    .param(municipality.id())
                    .update();
            assertThat(location(browserWith(waiting).post("/inloggen/code", "code", code)))
                    .as("later")
                    .isEqualTo("/inloggen");
            assertThat(there.get("/account").statusCode()).isEqualTo(200);
            // only the password again
            TestBrowser later = people.visitor();
            HttpResponse<String> in = later.post("/inloggen", "email", municipality.email(), "wachtwoord", PASSWORD);
            assertThat(location(in)).startsWith("/inloggen/code");
            assertThat(location(later.post("/uitloggen"))).isEqualTo("/");
            assertThat(later.get("/inloggen").statusCode()).as("somebody else").isEqualTo(200);
        } finally {
            hub.set(Setting.SECOND_FACTOR_ROLES, "");
        }
    }

    @Test
    void itIsSwitchedOffWithACode_andByAnAdministrator() {
        setUp(somebody);
        TestBrowser own = people.signedIn(somebody).browser();
        assertThat(own.post("/account/code/uit", "code", "123").statusCode()).isEqualTo(422);
        assertThat(secondFactor.hasApp(somebody.id())).isTrue();
        nextStep(somebody);
        assertThat(own.post("/account/code/uit", "code", code(somebody)).statusCode())
                .isEqualTo(303);
        assertThat(secondFactor.hasApp(somebody.id())).isFalse();
        String account = "/admin/accounts/" + somebody.id();
        String reset = account + "/code-uit";
        TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        assertThat(administrator.get(account).body()).as("nothing to remove").doesNotContain(reset);
        setUp(somebody);
        assertThat(administrator.get(account).body())
                .as("folded, with what goes before the button")
                .containsPattern("(?s)<details>.*komen niet terug.*action=\"" + reset + "\".*</details>");
        assertThat(own.post(reset).statusCode()).isEqualTo(403);
        assertThat(administrator.post(reset).statusCode()).isEqualTo(303);
        assertThat(secondFactor.hasApp(somebody.id())).isFalse();
        assertThat(secondFactor.recoveryCodesLeft(somebody.id())).isZero();
    }

    @Test
    void aSessionThatWaitsForACodeRunsOut() {
        setUp(somebody);
        TestBrowser browser = people.visitor();
        browser.post("/inloggen", "email", somebody.email(), "wachtwoord", PASSWORD);
        jdbc.sql(
                        "update web_session set expires_at = now() - interval '1 second' where account_id = ? and second_factor_due")
                .param(somebody.id())
                .update();
        nextStep(somebody);
        assertThat(location(browser.post("/inloggen/code", "code", code(somebody))))
                .isEqualTo("/inloggen");
        assertThat(location(browser.get("/account"))).startsWith("/inloggen");
    }

    @Test
    void ownSessionsAreShownAndEnded_thoseOfOthersAreNot() {
        TestBrowser here = people.visitor().with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        here.post("/inloggen", "email", somebody.email(), "wachtwoord", PASSWORD);
        TestBrowser there = people.visitor().with("User-Agent", "Mozilla/5.0 (iPhone) Safari/604.1");
        there.post("/inloggen", "email", somebody.email(), "wachtwoord", PASSWORD);
        String page = here.get("/account").body();
        assertThat(page).contains("Firefox, Linux", "Safari, iPhone", "deze browser");
        Matcher session = Pattern.compile("name=\"sessie\" value=\"([0-9]+)\"").matcher(page);
        assertThat(session.find()).isTrue();
        String id = session.group(1);
        TestBrowser stranger = people.signedIn(Role.BOARD).browser();
        stranger.post("/account/sessie-uit", "sessie", id);
        assertThat(there.get("/account").statusCode()).isEqualTo(200);
        here.post("/account/sessie-uit", "sessie", id);
        assertThat(location(there.get("/account"))).startsWith("/inloggen");
        assertThat(here.get("/account").statusCode()).isEqualTo(200);
    }

    /** Sets up a second factor on the account page. */
    private List<String> setUp(Account account) {
        TestBrowser browser = people.signedIn(account).browser();
        assertThat(browser.get("/account/code").body()).contains("Scan met de app", "otpauth://totp/");
        HttpResponse<String> done = browser.post("/account/code", "code", code(account));
        assertThat(done.statusCode()).isEqualTo(200);
        return recoveryCodes(done);
    }

    private String code(Account account) {
        byte[] secret = jdbc.sql("select secret from account_totp where account_id = ?")
                .param(account.id())
                .query((row, n) -> row.getBytes("secret"))
                .single();
        return Totp.code(secret, clock.instant());
    }

    /** Simulates that half a minute has passed since the last code. */
    private void nextStep(Account account) {
        jdbc.sql("update account_totp set last_step = ? where account_id = ?")
                .param(clock.instant().minus(Duration.ofMinutes(2)).getEpochSecond() / 30)
                .param(account.id())
                .update();
    }
}
