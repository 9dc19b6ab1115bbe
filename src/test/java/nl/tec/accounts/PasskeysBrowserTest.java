package nl.tec.accounts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.BrowserTest;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Registering a passkey and signing in with it, with the virtual authenticator of Chromium (rules 9). */
class PasskeysBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    HubSettings hub;

    private String before = "";
    private String home = "";

    /** A passkey requires a host name, not an IP address. */
    @BeforeEach
    void hubHasAName() {
        before = hub.get(Setting.BASE_URL);
        home = address("").replace("127.0.0.1", "localhost");
        hub.set(Setting.BASE_URL, home);
    }

    @AfterEach
    void restoreState() {
        hub.set(Setting.BASE_URL, before);
        hub.set(Setting.SECOND_FACTOR_ROLES, "");
    }

    @Test
    void somebodyMakesAPasskey_signsInWithIt_andTakesItAway() {
        Page page = desk();
        device(page, true);
        signIn(page, people.signedIn(Role.BOARD));
        page.navigate(home + "/account/passkeys");
        looksRight(page);
        page.getByLabel("Naam van de passkey").fill("Mijn laptop");
        press(page, "Maak een passkey");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Mijn laptop")))
                .isVisible();
        looksRight(page);
        press(page, "Uitloggen");
        page.navigate(home + "/inloggen?naar=/account/passkeys");
        looksRight(page);
        press(page, "Log in met een passkey");
        assertThat(page.getByText("laatst gebruikt")).isVisible();
        page.getByLabel("Naam van de passkey").fill("Nog een keer");
        press(page, "Maak een passkey");
        assertThat(page.getByText("Dit apparaat heeft al een passkey")).isVisible();
        press(page, "Haal weg: Mijn laptop");
        assertThat(page.getByText("De passkey is weggehaald")).isVisible();
        press(page, "Uitloggen");
        page.navigate(home + "/inloggen");
        press(page, "Log in met een passkey");
        assertThat(page.getByText("Met deze passkey kun je hier niet inloggen")).isVisible();
        looksRight(page);
    }

    @Test
    void signInFailsWithoutUserVerification() {
        Page page = desk();
        device(page, false);
        page.navigate(home + "/inloggen");
        press(page, "Log in met een passkey");
        assertThat(page.getByText("Er is geen passkey gekozen")).isVisible();
    }

    @Test
    void aRoleThatRequiresASecondFactorSetsUpAPasskeyAtSignIn() {
        hub.set(Setting.SECOND_FACTOR_ROLES, "BOARD");
        Page page = phone();
        device(page, true);
        signIn(page, people.signedIn(Role.BOARD));
        page.navigate(home + "/account");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Stel een tweede stap in")))
                .isVisible();
        looksRight(page);
        page.getByLabel("Naam van de passkey").fill("Mijn telefoon");
        press(page, "Maak een passkey");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Je herstelcodes")))
                .isVisible();
        page.reload();
        assertThat(page.getByText("Je herstelcodes laten we maar één keer zien"))
                .isVisible();
        looksRight(page);
        press(page, "Maak nieuwe herstelcodes");
        page.getByText("Ik heb ze bewaard").click();
        assertThat(page).hasURL(home + "/account/passkeys");
    }

    @Test
    void elsewhereAndWithoutScriptNoPasskeyIsOffered() {
        for (Page page : List.of(withoutScript(), desk())) {
            page.navigate(address("/inloggen"));
            assertThat(page.getByText("Log in met een passkey")).isHidden();
            assertThat(page.getByLabel("Wachtwoord")).isVisible();
            signInAt(page, people.signedIn(Role.BOARD), "127.0.0.1");
            page.navigate(address("/account/passkeys"));
            assertThat(page.getByText("kun je geen passkey gebruiken")).isVisible();
        }
    }

    /** @param finger whether the authenticator verifies its user */
    private static void device(Page page, boolean finger) {
        CDPSession devtools = page.context().newCDPSession(page);
        devtools.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", finger);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject device = new JsonObject();
        device.add("options", options);
        devtools.send("WebAuthn.addVirtualAuthenticator", device);
    }

    private static void signIn(Page page, AccountsFixture.SignedIn somebody) {
        signInAt(page, somebody, "localhost");
    }

    private static void signInAt(Page page, AccountsFixture.SignedIn somebody, String host) {
        page.context()
                .addCookies(List.of(
                        new Cookie("tec", somebody.session()).setDomain(host).setPath("/")));
    }
}
