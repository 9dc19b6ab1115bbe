package nl.tec.accounts;

import static nl.tec.TestBrowser.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signing in with a passkey (rules 9, decision 0083), and rejecting forged ones. PasskeysBrowserTest tests the browser's side. */
@TecTest
class PasskeysTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    Passkeys passkeys;

    @Autowired
    SecondFactor secondFactor;

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    private Account somebody;
    private TestAuthenticator device;

    @BeforeEach
    void somebodyWithADevice() {
        somebody = people.account(null, Actor.Membership.of(Role.BOARD));
        device = device();
    }

    private TestAuthenticator device() {
        return new TestAuthenticator(passkeys.origin(), hub.host());
    }

    @Test
    void itSignsInAndNothingElseIsAsked() {
        assertThat(add("Telefoon")).isInstanceOf(Outcome.Done.class);
        assertThat(signIn()).isTrue();
        assertThat(signIn()).isTrue();
        assertThat(mails()).contains("account-passkey-added");
        Passkeys.Passkey passkey = passkeys.of(somebody.id()).get(0);
        assertThat(passkey.name()).isEqualTo("Telefoon");
        assertThat(passkey.usedAt()).isNotNull();
    }

    @Test
    void aChallengeServesOnce() {
        add("Telefoon");
        String answer = device.sign(passkeys.authenticationOptions());
        assertThat(passkeys.signIn(answer)).isPresent();
        assertThat(passkeys.signIn(answer)).as("the same once more").isEmpty();
        Map<String, Object> asked = passkeys.authenticationOptions();
        device.verified = false;
        assertThat(passkeys.signIn(device.sign(asked))).isEmpty();
        device.verified = true;
        assertThat(passkeys.signIn(device.sign(asked)))
                .as("used up by a wrong answer")
                .isEmpty();
    }

    @Test
    void aChallengeRunsOut_andIsForWhatItWasAskedFor() {
        add("Telefoon");
        Map<String, Object> late = passkeys.authenticationOptions();
        jdbc.sql("update passkey_challenge set expires_at = now() - interval '1 second' where account_id is null")
                .update();
        assertThat(passkeys.signIn(device.sign(late))).isEmpty();
        assertThat(passkeys.signIn(device.sign(passkeys.registrationOptions(somebody.actor()))))
                .as("asked to add one")
                .isEmpty();
        Account other = people.account(null);
        TestAuthenticator another = device();
        assertThat(passkeys.add(
                        other.actor(), "Van een ander", another.make(passkeys.registrationOptions(somebody.actor()))))
                .as("asked of somebody else")
                .isInstanceOf(Outcome.Refused.class);
        assertThat(passkeys.signIn(device.sign(Map.of("challenge", "bWFkZSB1cA"))))
                .as("made up")
                .isEmpty();
    }

    /** The responses that a phishing page, a cloned key or a device without user verification would send. */
    @ParameterizedTest
    @ValueSource(strings = {"origin", "rpId", "verified", "count", "type", "handle"})
    void invalidResponsesAreRefused(String what) {
        add("Telefoon");
        assertThat(signIn()).isTrue();
        switch (what) {
            case "origin" -> device.origin = "https://tec-deventer.example";
            case "rpId" -> device.rpId = "tec-deventer.example";
            case "verified" -> device.verified = false;
            case "count" -> device.count = 1;
            case "type" -> device.type = "webauthn.create";
            default -> device.impersonate(new byte[32]);
        }
        assertThat(signIn()).isFalse();
        assertThat(jdbc.sql("select count(*) from audit_log where action = 'PASSKEY_REFUSED' and subject_id = ?")
                        .param(somebody.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"origin", "rpId", "verified", "type"})
    void oneIsMadeForThisHubOnly_byItsOwner(String what) {
        switch (what) {
            case "origin" -> device.origin = "https://tec-deventer.example";
            case "rpId" -> device.rpId = "tec-deventer.example";
            case "verified" -> device.verified = false;
            default -> device.type = "webauthn.get";
        }
        assertThat(add("Telefoon")).isInstanceOf(Outcome.Refused.class);
        assertThat(passkeys.of(somebody.id())).isEmpty();
    }

    @Test
    void aDisabledAccountOrARemovedPasskeyDoesNotSignIn() {
        add("Telefoon");
        TestSql.update(jdbc, "update account set disabled_at = now() where id = ?", somebody.id());
        assertThat(signIn()).isFalse();
        TestSql.update(jdbc, "update account set disabled_at = null where id = ?", somebody.id());
        assertThat(signIn()).isTrue();
        TestBrowser own = people.signedIn(somebody).browser();
        long id = passkeys.of(somebody.id()).get(0).id();
        TestBrowser stranger = people.signedIn(Role.BOARD).browser();
        stranger.post("/account/passkeys/" + id + "/weg");
        stranger.post("/account/passkeys/" + id, "naam", "Van mij");
        assertThat(passkeys.of(somebody.id()))
                .extracting(Passkeys.Passkey::name)
                .containsExactly("Telefoon");
        own.post("/account/passkeys/" + id, "naam", "Mijn telefoon");
        assertThat(own.get("/account/passkeys").body()).contains("Mijn telefoon");
        HttpResponse<String> tooLong = own.post("/account/passkeys/" + id, "naam", "x".repeat(61));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body())
                .as("at the passkey that is there")
                .contains("id=\"naam-" + id + "-error\"", "x".repeat(61))
                .doesNotContain("id=\"naam-error\"");
        own.post("/account/passkeys/" + id + "/weg");
        assertThat(signIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "not json",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":null}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AA\","
                        + "\"authenticatorData\":\"AA\",\"signature\":\"AA\",\"attestationObject\":\"AA\"}}",
                "{\"id\":7,\"rawId\":{},\"response\":{\"clientDataJSON\":\"e30\",\"authenticatorData\":\"\",\"signature\":\"\"}}"
            })
    void nonsenseIsRefusedPolitely(String answer) {
        HttpResponse<String> in = people.visitor().post("/inloggen/passkey", "passkey", answer, "naar", "/account");
        assertThat(in.statusCode()).isEqualTo(422);
        assertThat(in.body()).contains("kun je hier niet inloggen", "value=\"/account\"");
        HttpResponse<String> added = people.signedIn(somebody)
                .browser()
                .post("/account/passkeys", "naam", "Mijn telefoon", "passkey", answer);
        assertThat(added.statusCode()).isEqualTo(422);
        assertThat(added.body()).contains("niet goed gemaakt", "value=\"Mijn telefoon\"");
    }

    /** A passkey counts as two factors, and as the second factor after a password. */
    @Test
    void whereARoleAsksForASecondFactorAPasskeyIsOne() {
        hub.set(Setting.SECOND_FACTOR_ROLES, "BOARD");
        try {
            TestBrowser browser = people.signedIn(somebody).browser();
            assertThat(location(browser.get("/account"))).startsWith("/inloggen");
            HttpResponse<String> made = browser.post(
                    "/inloggen/code/passkey",
                    "naam",
                    "Telefoon",
                    "passkey",
                    device.make(passkeys.registrationOptions(somebody.actor())),
                    "naar",
                    "/account");
            assertThat(made.body()).contains("Je herstelcodes").contains("href=\"/account\"");
            assertThat(browser.get("/account").statusCode()).isEqualTo(200);
            assertThat(location(browser.post("/inloggen/code/passkey", "naam", "Telefoon", "naar", "/account")))
                    .as("the page with recovery codes is loaded again")
                    .isEqualTo("/account/passkeys");
            assertThat(browser.get("/account/passkeys").body())
                    .contains("maar één keer zien", "action=\"/account/passkeys/herstelcodes\"");
            long id = passkeys.of(somebody.id()).get(0).id();
            browser.post("/account/passkeys/" + id + "/weg");
            assertThat(passkeys.of(somebody.id())).as("the only second factor").hasSize(1);

            TestBrowser later = people.visitor();
            HttpResponse<String> in = later.post(
                    "/inloggen/passkey", "passkey", device.sign(passkeys.authenticationOptions()), "naar", "/account");
            assertThat(location(in)).isEqualTo("/account");
            assertThat(later.get("/account").statusCode()).isEqualTo(200);

            TestSql.update(jdbc, "delete from account_recovery_code where account_id = ?", somebody.id());
            assertThat(people.visitor()
                            .post("/inloggen/passkey", "passkey", device.sign(passkeys.authenticationOptions()))
                            .body())
                    .as("who has none is given them")
                    .contains("Je herstelcodes");
        } finally {
            hub.set(Setting.SECOND_FACTOR_ROLES, "");
        }
    }

    @Test
    void whoLostTheRecoveryCodesMakesNewOnesWithAPasskey() {
        hub.set(Setting.SECOND_FACTOR_ROLES, "BOARD");
        try {
            add("Telefoon");
            TestBrowser browser = people.visitor();
            String old = browser.post("/inloggen/passkey", "passkey", device.sign(passkeys.authenticationOptions()))
                    .body();
            String answer = device.sign(passkeys.authenticationOptions());
            HttpResponse<String> made = browser.post("/account/passkeys/herstelcodes", "passkey", answer);
            assertThat(made.body()).contains("Je herstelcodes");
            assertThat(codes(made.body())).hasSize(10).doesNotContainAnyElementsOf(codes(old));
            assertThat(browser.post("/account/passkeys/herstelcodes", "passkey", answer)
                            .statusCode())
                    .as("the same answer again")
                    .isEqualTo(422);
            assertThat(secondFactor.accepts(somebody.actor(), codes(old).get(0)))
                    .isFalse();
            assertThat(secondFactor.accepts(somebody.actor(), codes(made.body()).get(0)))
                    .isTrue();
            assertThat(browser.get("/account/passkeys").body()).contains("nog 9 herstelcodes");
        } finally {
            hub.set(Setting.SECOND_FACTOR_ROLES, "");
        }
    }

    @Test
    void recoveryCodesAreNotReplacedByAPasskeyOfAnother_norWhereNoneAreAsked() {
        add("Telefoon");
        TestBrowser browser = people.signedIn(somebody).browser();
        assertThat(browser.get("/account/passkeys").body()).doesNotContain("herstelcodes");
        assertThat(browser.post(
                                "/account/passkeys/herstelcodes",
                                "passkey",
                                device.sign(passkeys.authenticationOptions()))
                        .statusCode())
                .isEqualTo(422);
        Account other = people.account(null, Actor.Membership.of(Role.BOARD));
        TestAuthenticator another = device();
        passkeys.add(other.actor(), "Van een ander", another.make(passkeys.registrationOptions(other.actor())));
        hub.set(Setting.SECOND_FACTOR_ROLES, "BOARD");
        try {
            assertThat(passkeys.replaceRecoveryCodes(somebody.actor(), another.sign(passkeys.authenticationOptions())))
                    .isEmpty();
            assertThat(passkeys.replaceRecoveryCodes(somebody.actor(), device.sign(passkeys.authenticationOptions())))
                    .isPresent();
        } finally {
            hub.set(Setting.SECOND_FACTOR_ROLES, "");
        }
    }

    private static List<String> codes(String page) {
        return Pattern.compile("<code>([^<]+)</code>")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private Outcome<Passkeys.Passkey> add(String name) {
        return passkeys.add(somebody.actor(), name, device.make(passkeys.registrationOptions(somebody.actor())));
    }

    private boolean signIn() {
        return passkeys.signIn(device.sign(passkeys.authenticationOptions()))
                .filter(actor -> actor.accountId() == somebody.id())
                .isPresent();
    }

    private List<String> mails() {
        return TestSql.list(jdbc, String.class, "select template from outbox where recipient = ?", somebody.email());
    }
}
