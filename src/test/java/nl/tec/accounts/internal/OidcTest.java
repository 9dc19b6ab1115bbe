package nl.tec.accounts.internal;

import static nl.tec.TestBrowser.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.accounts.internal.FakeProvider.Signing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Signing in with OpenID Connect, and the attacks in the security considerations of its specification. */
@TecTest
class OidcTest {

    private static final FakeProvider PROVIDER = new FakeProvider();
    private static final FakeProvider OTHER = new FakeProvider();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tec.oidc", () -> "gemeente,school,weg");
        for (String id : List.of("gemeente", "school", "weg")) {
            registry.add("tec.oidc." + id + ".client-id", () -> FakeProvider.CLIENT);
            registry.add("tec.oidc." + id + ".client-secret", () -> FakeProvider.SECRET);
        }
        registry.add("tec.oidc.gemeente.name", () -> "Gemeente Proef");
        registry.add("tec.oidc.gemeente.issuer", PROVIDER::issuer);
        registry.add("tec.oidc.gemeente.roles-claim", () -> "groups");
        registry.add("tec.oidc.gemeente.roles", () -> "tec-bestuur=BOARD,tec-programma=PROGRAMME_MANAGER");
        registry.add("tec.oidc.school.issuer", OTHER::issuer);
        registry.add("tec.oidc.school.domains", () -> "school.example");
        registry.add("tec.oidc.weg.issuer", () -> "http://127.0.0.1:9");
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
        OTHER.close();
    }

    @Autowired
    AccountsFixture people;

    @Autowired
    Accounts accounts;

    private Account somebody;
    private String subject = "";

    @BeforeEach
    void somebody() {
        somebody = people.account(null, Membership.of(Role.MUNICIPALITY));
        subject = UUID.randomUUID().toString();
    }

    /** Returns valid claims with a verified address only. */
    private Consumer<JWTClaimsSet.Builder> honest() {
        return claims ->
                claims.subject(subject).claim("email", somebody.email()).claim("email_verified", true);
    }

    @Test
    void aVerifiedAddressOpensTheAccount_andFromThenOnTheNumberDoes() {
        assertThat(people.visitor().get("/inloggen").body()).contains("Log in met Gemeente Proef");
        PROVIDER.answers(Signing.RIGHT, honest());
        TestBrowser browser = people.visitor();
        assertThat(location(signInAndReturn(browser, "/inloggen/via/gemeente?naar=/account")))
                .isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains(somebody.name());
        assertThat(browser.cookie("elders")).isNull();
        // the same person with another address at the provider
        PROVIDER.answers(Signing.RIGHT, claims -> claims.subject(subject).claim("email", "anders@x.example"));
        assertThat(location(signInAndReturn(people.visitor(), "/inloggen/via/gemeente")))
                .isEqualTo("/werk");
        // another person with the same address at the provider
        subject = "another person";
        PROVIDER.answers(Signing.RIGHT, honest());
        refused("noAccount");
    }

    @Test
    void anAddressThatIsNotVerifiedOpensNothing() {
        PROVIDER.answers(Signing.RIGHT, honest().andThen(claims -> claims.claim("email_verified", false)));
        refused("notVerified");
        PROVIDER.answers(Signing.RIGHT, honest().andThen(claims -> claims.claim("email_verified", null)));
        refused("notVerified");
        PROVIDER.answers(Signing.RIGHT, claims -> claims.subject(subject));
        refused("notVerified");
    }

    @Test
    void aProviderSpeaksForItsDomainsOnly() {
        Account ofSchool = people.account(null);
        OTHER.answers(
                Signing.RIGHT,
                claims ->
                        claims.subject(subject).claim("email", ofSchool.email()).claim("email_verified", true));
        refused("school", "notVerified");
        OTHER.answers(Signing.RIGHT, claims -> claims.subject(subject).claim("email", subject + "@school.example"));
        refused("school", "noAccount");
    }

    @Test
    void rolesFollowTheClaim_thoseThatItNames() {
        PROVIDER.answers(
                Signing.RIGHT, honest().andThen(claims -> claims.claim("groups", List.of("tec-bestuur", "koffie"))));
        signInAndReturn(people.visitor(), "/inloggen/via/gemeente");
        assertThat(roles(somebody.id())).containsExactlyInAnyOrder(Role.MUNICIPALITY, Role.BOARD);
        PROVIDER.answers(Signing.RIGHT, honest().andThen(claims -> claims.claim("groups", List.of("tec-programma"))));
        signInAndReturn(people.visitor(), "/inloggen/via/gemeente");
        assertThat(roles(somebody.id())).containsExactlyInAnyOrder(Role.MUNICIPALITY, Role.PROGRAMME_MANAGER);
    }

    @Test
    void whoHasARoleThereGetsAnAccount_andWhoHasNoneDoesNot() {
        String email = subject + "@nieuw.example";
        PROVIDER.answers(
                Signing.RIGHT,
                claims -> claims.subject(subject)
                        .claim("email", email)
                        .claim("email_verified", true)
                        .claim("name", "Noor Nieuw"));
        refused("noAccount");
        PROVIDER.answers(
                Signing.RIGHT,
                claims -> claims.subject(subject)
                        .claim("email", email)
                        .claim("email_verified", true)
                        .claim("name", "Noor Nieuw")
                        .claim("groups", List.of("tec-bestuur")));
        signInAndReturn(people.visitor(), "/inloggen/via/gemeente");
        assertThat(accounts.findByEmail(email).orElseThrow().name()).isEqualTo("Noor Nieuw");
    }

    @Test
    void whoIsDisabledHereStaysOut() {
        PROVIDER.answers(Signing.RIGHT, honest());
        signInAndReturn(people.visitor(), "/inloggen/via/gemeente");
        accounts.disable(people.signedIn(Role.ADMINISTRATOR).actor(), somebody.id());
        refused("noAccount");
    }

    @Test
    void aTokenThatIsNotSignedByTheProviderIsRefused() {
        for (Signing wrong : List.of(Signing.NONE, Signing.OTHER_KEY, Signing.SYMMETRIC, Signing.CONFUSED)) {
            PROVIDER.answers(wrong, honest());
            refused("failed");
        }
    }

    @Test
    void aTokenForSomebodyElseOrAnotherTimeIsRefused() {
        long now = System.currentTimeMillis();
        List<Consumer<JWTClaimsSet.Builder>> wrong = List.of(
                claims -> claims.audience("another client"),
                claims -> claims.audience(List.of(FakeProvider.CLIENT, "another client"))
                        .claim("azp", "another client"),
                claims -> claims.issuer("https://accounts.evil.example"),
                claims -> claims.expirationTime(new Date(now - 3_600_000)).issueTime(new Date(now - 7_200_000)),
                claims -> claims.issueTime(new Date(now + 3_600_000)).expirationTime(new Date(now + 7_200_000)),
                claims -> claims.claim("nonce", "of another request"),
                claims -> claims.claim("nonce", null),
                claims -> claims.subject(null));
        for (Consumer<JWTClaimsSet.Builder> change : wrong) {
            PROVIDER.answers(Signing.RIGHT, honest().andThen(change));
            refused("failed");
        }
    }

    @Test
    void anUnsolicitedResponseIsRefused() {
        PROVIDER.answers(Signing.RIGHT, honest());
        TestBrowser victim = people.visitor();
        String attackersCode = PROVIDER.signIn(sentTo(people.visitor().get("/inloggen/via/gemeente")));
        assertRefused(victim, victim.get("/inloggen/terug/gemeente" + attackersCode), "failed");
        // also while the victim has a pending request
        victim.get("/inloggen/via/gemeente");
        assertRefused(victim, victim.get("/inloggen/terug/gemeente" + attackersCode), "failed");
        // another state
        TestBrowser browser = people.visitor();
        String query = PROVIDER.signIn(sentTo(browser.get("/inloggen/via/gemeente")));
        assertRefused(browser, browser.get("/inloggen/terug/gemeente" + query + "x"), "failed");
        // a changed cookie
        browser = people.visitor();
        query = PROVIDER.signIn(sentTo(browser.get("/inloggen/via/gemeente")));
        String cookie = String.valueOf(browser.cookie("elders"));
        browser.setCookie("elders", (cookie.charAt(0) == 'A' ? 'B' : 'A') + cookie.substring(1));
        assertRefused(browser, browser.get("/inloggen/terug/gemeente" + query), "failed");
    }

    @Test
    void anAnswerWorksOnce() {
        PROVIDER.answers(Signing.RIGHT, honest());
        TestBrowser browser = people.visitor();
        String query = PROVIDER.signIn(sentTo(browser.get("/inloggen/via/gemeente")));
        assertThat(location(browser.get("/inloggen/terug/gemeente" + query))).isEqualTo("/werk");
        TestBrowser again = people.visitor();
        assertRefused(again, again.get("/inloggen/terug/gemeente" + query), "failed");
    }

    /** A mix-up attack: the response of one provider is not accepted as that of another. */
    @Test
    void theAnswerOfOneProviderIsNotThatOfAnother() {
        OTHER.answers(Signing.RIGHT, honest());
        TestBrowser browser = people.visitor();
        String query = PROVIDER.signIn(sentTo(browser.get("/inloggen/via/gemeente")));
        assertRefused(browser, browser.get("/inloggen/terug/school" + query), "failed");
    }

    @Test
    void whoSignsOutThereIsSignedOutHere() {
        PROVIDER.answers(Signing.RIGHT, honest());
        TestBrowser browser = people.visitor();
        signInAndReturn(browser, "/inloggen/via/gemeente");
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
        assertThat(signOut(PROVIDER.logoutToken(Signing.RIGHT, subject, claims -> {})))
                .isEqualTo(200);
        assertThat(location(browser.get("/account"))).startsWith("/inloggen");
        assertThat(signOut(PROVIDER.logoutToken(Signing.RIGHT, "never here", claims -> {})))
                .isEqualTo(200);
    }

    @Test
    void aSignOutThatIsNotOfTheProviderIsRefused() {
        PROVIDER.answers(Signing.RIGHT, honest());
        TestBrowser browser = people.visitor();
        signInAndReturn(browser, "/inloggen/via/gemeente");
        long now = System.currentTimeMillis();
        List<Consumer<JWTClaimsSet.Builder>> wrong = List.of(
                claims -> claims.audience("another client"),
                claims -> claims.issuer("https://accounts.evil.example"),
                claims -> claims.issuer(OTHER.issuer()),
                claims -> claims.issueTime(new Date(now - 3_600_000)).expirationTime(new Date(now + 3_600_000)),
                claims -> claims.expirationTime(new Date(now - 3_600_000)),
                claims -> claims.issueTime(null),
                claims -> claims.claim("events", null),
                claims -> claims.claim("events", Map.of("other", Map.of())),
                claims -> claims.claim("nonce", "of an ID token"),
                claims -> claims.subject(null));
        for (Consumer<JWTClaimsSet.Builder> change : wrong) {
            assertThat(signOut(PROVIDER.logoutToken(Signing.RIGHT, subject, change)))
                    .isEqualTo(400);
        }
        for (Signing how : List.of(Signing.NONE, Signing.OTHER_KEY, Signing.SYMMETRIC, Signing.CONFUSED)) {
            assertThat(signOut(PROVIDER.logoutToken(how, subject, claims -> {})))
                    .isEqualTo(400);
        }
        assertThat(signOut(OTHER.logoutToken(Signing.RIGHT, subject, claims -> {})))
                .as("of another provider")
                .isEqualTo(400);
        assertThat(signOut("geen token")).isEqualTo(400);
        assertThat(people.visitor()
                        .postAsIs("/inloggen/uit/geen", "logout_token", "x")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/account").statusCode()).as("still signed in").isEqualTo(200);
    }

    private int signOut(String token) {
        return people.visitor()
                .postAsIs("/inloggen/uit/gemeente", "logout_token", token)
                .statusCode();
    }

    @Test
    void itLeadsToPagesOfThisSiteOnly() {
        PROVIDER.answers(Signing.RIGHT, honest());
        for (String elsewhere : List.of("https://evil.example", "//evil.example", "/%5Cevil.example", "/uitloggen")) {
            assertThat(location(signInAndReturn(people.visitor(), "/inloggen/via/gemeente?naar=" + elsewhere)))
                    .as(elsewhere)
                    .isEqualTo("/werk");
        }
    }

    @Test
    void anUnavailableProviderIsReported_anUnknownOneIsNotFound() {
        TestBrowser browser = people.visitor();
        assertRefused(browser, browser.get("/inloggen/via/weg"), "away");
        assertThat(people.visitor().get("/inloggen/via/geen").statusCode()).isEqualTo(404);
        assertThat(people.visitor().get("/oauth2/authorization/gemeente").statusCode())
                .isEqualTo(404);
    }

    @Test
    void decliningAtTheProviderLeadsBack() {
        TestBrowser browser = people.visitor();
        String query = PROVIDER.signIn(sentTo(browser.get("/inloggen/via/gemeente")));
        assertRefused(
                browser,
                browser.get("/inloggen/terug/gemeente" + query.replaceFirst("code=[^&]+", "error=access_denied")),
                "failed");
    }

    private Set<Role> roles(long account) {
        return accounts.find(account).orElseThrow().memberships().stream()
                .map(Actor.Membership::role)
                .collect(Collectors.toSet());
    }

    private void refused(String why) {
        refused("gemeente", why);
    }

    private void refused(String provider, String why) {
        TestBrowser browser = people.visitor();
        assertRefused(browser, signInAndReturn(browser, "/inloggen/via/" + provider), why);
    }

    private static void assertRefused(TestBrowser browser, HttpResponse<String> answer, String why) {
        assertThat(location(answer)).isEqualTo("/inloggen");
        assertThat(browser.cookie("flash")).isEqualTo("warn:accounts.elsewhere." + why);
        assertThat(browser.cookie("tec")).as("a session").isNull();
    }

    /** Goes to the provider, signs in there, and follows the redirect back. */
    private HttpResponse<String> signInAndReturn(TestBrowser browser, String start) {
        String address = sentTo(browser.get(start));
        FakeProvider provider = address.startsWith(OTHER.issuer()) ? OTHER : PROVIDER;
        String back = provider == OTHER ? "/inloggen/terug/school" : "/inloggen/terug/gemeente";
        return browser.get(back + provider.signIn(address));
    }

    private static String sentTo(HttpResponse<String> answer) {
        @Nullable String location = answer.headers().firstValue("Location").orElse(null);
        assertThat(location).as("%d %s", answer.statusCode(), answer.body()).isNotNull();
        return String.valueOf(location);
    }
}
